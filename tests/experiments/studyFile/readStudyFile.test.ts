import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { factorsOf, instancesOf } from "../../../experiments/studyFile/flow.ts";
import { consentHashOf, contentHash, readStudyFile } from "../../../experiments/studyFile/readStudyFile.ts";
import { studySummary } from "../../../experiments/studyFile/summary.ts";

const tea = readFileSync(join(process.cwd(), "fixtures", "studies", "tea.yaml"), "utf8");

function studyOf(text: string) {
  const read = readStudyFile({ file: "tea.yaml", text });
  if ("problems" in read) throw new RangeError(JSON.stringify(read.problems));
  return read;
}

test("hashes values by their canonical JSON, whatever the order of keys", () => {
  // RFC 8785 orders keys, so this is {"a":1,"b":[true,null]}; the digest is sha256sum's of that text.
  const digest = "1cc69c7fa23616ca2ec3ee70d24390a6225c8832db8a4c814c7e0e7f942f8668";
  expect(contentHash({ b: [true, null], a: 1 })).toBe(digest);
});

test("a study written as JSON is the same study as one written as YAML", () => {
  const { study, hash } = studyOf(tea);
  expect(studyOf(JSON.stringify({ ...study, flow: study.flow })).hash).toBe(hash);
});

test("comments and spacing leave the hash alone; a changed word does not", () => {
  const { hash } = studyOf(tea);
  expect(studyOf(`# a comment\n${tea}`).hash).toBe(hash);
  expect(studyOf(tea.replace("Thank you.", "Thanks.")).hash).not.toBe(hash);
});

test("writes the defaults of every measure into the study", () => {
  const { study } = studyOf(tea);
  expect(study.flow[1]?.measures[0]).toMatchObject({
    measure: "iat",
    instance: "iat",
    product: "oolo",
    trials: { targets: 20, attributes: 20, combinedPractice: 20, combinedTest: 40, reversedTargets: 40 },
  });
});

const pictured = tea.replace("name: Oolo }", "name: Oolo, image: stimuli/oolo.svg }");
const reading = (files: Readonly<Record<string, string>>, text = pictured) =>
  readStudyFile({
    file: "tea.yaml",
    text,
    readFile: (name) => (Object.hasOwn(files, name) ? Buffer.from(files[name] ?? "") : null),
  });

test("the hash covers the bytes of every file the study names", () => {
  const [one, same, other] = ["<svg/>", "<svg/>", "<svg />"].map((bytes) => reading({ "stimuli/oolo.svg": bytes }));
  // sha256sum of "<svg/>".
  const digest = "d4dc56669143034f31aa309635d4113d9ad76a02b1739da22c965ed2049be9e6";
  expect(one).toHaveProperty("study.files", { "stimuli/oolo.svg": digest });
  expect(one).toHaveProperty("hash", same && "hash" in same ? same.hash : "");
  expect(one).not.toHaveProperty("hash", other && "hash" in other ? other.hash : "");
});

test("a study without files has no list of them, and the hash it always had", () => {
  expect(reading({}, tea)).toEqual(studyOf(tea));
});

test.each([
  ["stimuli/oolo.svg", "There is no such file in the study's folder."],
  ["stimuli/oolo.bmp", "No browser page of a study shows a file of this kind."],
  ["../secret.png", "A study's files lie in its own folder, so that nothing is loaded from elsewhere."],
  ["https://shop.example/oolo.png", "A study's files lie in its own folder, so that nothing is loaded from elsewhere."],
])("%s is refused where the study names it", (name, detail) => {
  const text = tea.replace("name: Oolo }", `name: Oolo, image: "${name}" }`);
  const place = { file: "tea.yaml", line: 7, path: "products[0].image", found: name };
  expect(reading({}, text)).toMatchObject({ problems: [{ detail, ...place }] });
});

test("a file uploaded to the console is known by its hash already", () => {
  const text = tea.replace("name: Oolo }", `name: Oolo, image: "asset:${"0".repeat(64)}" }`);
  expect(reading({}, text)).toHaveProperty("study.id", "tea");
});

test("the consent hash follows the consent text and nothing else", () => {
  const before = consentHashOf(studyOf(tea).study);
  expect(consentHashOf(studyOf(tea.replace("Thank you.", "Thanks.")).study)).toBe(before);
  expect(consentHashOf(studyOf(tea.replace("Take part?", "Take part now?")).study)).not.toBe(before);
});

test("the ledger's factors are the part order and those of each measure's instance", () => {
  expect(factorsOf(studyOf(tea).study)).toEqual({
    partOrder: ["statedFirst", "implicitFirst"],
    "iat.pairingOrder": ["compatibleFirst", "incompatibleFirst"],
    "iat.focalSide": ["left", "right"],
  });
});

test("lists each occurrence of a measure with the part it stands in", () => {
  expect(instancesOf(studyOf(tea).study).map(({ instance, part, product }) => [instance, part, product])).toEqual([
    ["likelihoodToRecommend", "stated", "oolo"],
    ["purchaseIntent", "stated", "oolo"],
    ["iat", "implicit", "oolo"],
  ]);
});

test("sums a correct study up with its trials, cells and outcome", () => {
  const { study, hash } = studyOf(tea);
  const summary = studySummary(study, hash);
  expect(summary).toContain("implicit    iat about oolo: 200 trials");
  expect(summary).toContain("Counterbalancing: 8 cells");
  expect(summary).toContain("Outcome: purchase of oolo, at least 1, day 0 to day 28 after the session");
  expect(summary).toContain(hash);
});
