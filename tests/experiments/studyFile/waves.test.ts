import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outcomesOf, sourceOf } from "../../../experiments/contract/outcomesOf.ts";
import { studyOfWave, waveInstance } from "../../../experiments/contract/wave.ts";
import { readStudyFile } from "../../../experiments/studyFile/readStudyFile.ts";

const tea = readFileSync(join(process.cwd(), "experiments/studies/coffee-brands/study.yaml"), "utf8");
const month1 = `waves:
  - id: month1
    opens: 29
    closes: 38
    flow: [{part: stated, measures: [{measure: purchaseReport, product: velmora}]}]
`;
const read = (text: string) => readStudyFile({ file: "study.yaml", text });
const problemsOf = (text: string) => {
  const found = read(text);
  return "problems" in found ? found.problems.map(({ detail }) => detail) : [];
};

test("a wave's measures are instances of the wave, with every default written out", () => {
  const found = read(tea + month1);
  if ("problems" in found) throw new Error(JSON.stringify(found.problems));
  const [entry] = studyOfWave(found.study, "month1").flow[0]?.measures ?? [];
  expect(entry).toMatchObject({ instance: "purchaseReport-month1", period: { amount: 4, unit: "week" }, since: null });
  expect(found.study.waves?.[0]?.flow[0]?.measures[0]).toMatchObject({ instance: "purchaseReport-month1" });
});

test("an instance is named for its wave once, however often it is read", () => {
  expect(waveInstance(waveInstance("iat", "month1"), "month1")).toBe("iat-month1");
});

test("an outcome of a wave comes from the wave's instance", () => {
  const outcome = { id: "reported", class: "self-report", from: "purchaseReport", wave: "month1" } as const;
  const [one] = outcomesOf({ outcomes: [{ ...outcome, kind: "purchase", returns: "gross", minimum: 1 }] });
  expect(one && sourceOf(one)).toBe("purchaseReport-month1");
});

test.each([
  ["without recontact", (text: string) => text.replace(", recontact", ""), "Waves without recontact"],
  ["inside the outcome window", (text: string) => text.replace("opens: 29", "opens: 28"), "end by day 27"],
  ["that closes before it opens", (text: string) => text.replace("closes: 38", "closes: 29"), "closes before it opens"],
  ["called first", (text: string) => text.replace("id: month1", "id: first"), "what tables call the first session"],
])("a wave %s is refused", (_name, change, words) => {
  expect(problemsOf(change(tea + month1)).join(" ")).toContain(words);
});

test("a paid measure in a wave, which draws nothing, is refused", () => {
  const measure =
    "{measure: realChoice, stakes: real, oneIn: 1, endowment: {amount: 5, currency: EUR}, sets: {count: 4, repeats: 1}}";
  const paid = month1.replace(/flow: .*/, `flow: [{part: behavioural, measures: [${measure}]}]`);
  expect(problemsOf(tea + paid)).toContain('"realChoice" pays somebody whom chance draws, and a wave draws nothing.');
});

test("a measure of a wave is checked as every other", () => {
  const wrong = month1.replace("purchaseReport", "purchaseReprot");
  expect(problemsOf(tea + wrong)).toEqual(["There is no such measure."]);
});
