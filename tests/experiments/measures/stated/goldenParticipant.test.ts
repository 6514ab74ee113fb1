import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scoreEveryone } from "../../../../analysis/data/scoring/scoreEveryone.ts";
import { chooseSettings } from "../../../../analysis/data/scoring/settings.ts";
import type { Score } from "../../../../experiments/contract/measure.ts";
import { measureNamed, measures } from "../../../../experiments/measures/registry.ts";
import { readTrialText } from "../../../analysis/data/scoring/readTrialText.ts";

const folder = join("fixtures", "answers", "one-participant");
const text = readFileSync(join(folder, "answers.csv"), "utf8");
const expected: Readonly<Record<string, Score>> = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));

// Oracle: by hand, fixtures/answers/one-participant/by-hand.md.
describe("one table with one participant's answers to every stated measure", () => {
  test("has a golden score for each stated measure", () => {
    const stated = Object.values(measures).filter(({ kind }) => kind === "stated");
    expect(Object.keys(expected).sort()).toEqual(stated.map(({ name }) => name).sort());
  });

  test.each(Object.entries(expected))("gives %s its golden score", (name, golden) => {
    const measure = measureNamed(name);
    if (measure === undefined) throw new Error(`no measure ${name}`);
    const groups = readTrialText(measure, { file: "answers.csv", text });
    const { settings } = chooseSettings(measure, {}, groups);
    const [scored] = scoreEveryone(measure, groups, settings);
    expect(scored?.score.excluded).toBeUndefined();
    expect(scored?.score.value).toBeCloseTo(golden.value ?? Number.NaN, 12);
    expect(scored?.score.trialsUsed).toBe(golden.trialsUsed);
    expect(Object.keys(scored?.score.parts ?? {})).toEqual(Object.keys(golden.parts));
    for (const [part, value] of Object.entries(golden.parts)) {
      const found = scored?.score.parts[part];
      if (value === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(value, 12);
    }
  });
});
