import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readTrials } from "../../../analysis/data/readTrials.ts";
import { scoreTable } from "../../../analysis/data/scoring/scoreTable.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { measureNamed } from "../../../experiments/measures/registry.ts";
import type { TableFlags } from "../../../experiments/tableFiles/tableFlags.ts";
import { fileOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";
import * as as from "./asPlatforms.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-platforms-"));
const trials = as.madeUpTrials();
const ownWords: TableFlags = {
  map: ["block_kind=phase", "pairing=mapping"],
  value: [
    "block_kind:training=practice",
    "block_kind:main=test",
    "pairing:oat+good=compatible",
    "pairing:cow+good=incompatible",
  ],
};
const oat: TableFlags = { given: ["focal=Oat milk", "good=Good"] };
const answered = { ...ownWords, recipe: "jspsych-answered.json" };

type Scores = Readonly<Record<string, number | null>>;
let expected: Scores;

beforeAll(async () => {
  expected = await scoresOf("our-form.csv", as.ourForm(trials), {});
});

/** The same trials as each platform writes them, and what has to be said of them. */
const platforms: readonly (readonly [
  title: string,
  file: string,
  bytes: () => string | Uint8Array,
  flags: TableFlags,
])[] = [
  ["Inquisit, tabs", "raw.iqdat", () => as.inquisitTabs(trials), {}],
  ["Inquisit, CSV", "raw.csv", () => as.inquisitCsv(trials), {}],
  ["Inquisit, UTF-16", "raw16.iqdat", () => Buffer.from(as.inquisitTabs(trials), "utf16le"), {}],
  ["Inquisit, XLSX", "raw.xlsx", () => as.inquisitWorkbook(trials), {}],
  ["Project Implicit", "iat.txt", () => as.projectImplicit(trials, ["0", "1"]), oat],
  ["Project Implicit, TRUE and FALSE", "iat2.txt", () => as.projectImplicit(trials, ["FALSE", "TRUE"]), oat],
  ["iatgen", "qualtrics.csv", () => as.iatgen(trials), {}],
  ["Gorilla", "task.csv", () => as.gorilla(trials), ownWords],
  [
    "PsychoPy, in seconds",
    "pavlovia.csv",
    () => as.psychoPy(trials),
    { ...ownWords, map: [...(ownWords.map ?? []), "trial_index=iat.thisN"] },
  ],
];

test.each(platforms)("scores the same trials the same: %s", async (_, file, ...[bytes, flags]) => {
  const found = await scoresOf(file, bytes(), flags);
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [person, score] of Object.entries(expected)) expect(found[person]).toBeCloseTo(score ?? Number.NaN, 12);
});

test("a recipe of one's own leaves out jsPsych's fixations, in JSON, JSON lines and CSV", async () => {
  const own = {
    name: "jspsych-answered",
    says: "my study's jsPsych data",
    tried: "files",
    header: { all: ["trial_type", "trial_index", "time_elapsed", "task"] },
    missing: ["null"],
    rows: [{ column: ["task"], matches: "^iat$", leavesOut: "fixations" }],
    columns: {
      participant_id: { from: ["subject_id"] },
      trial_index: { from: ["trial_index"] },
      is_correct: { from: ["correct"] },
      latency_ms: { from: ["rt"] },
    },
  };
  const recipe = written("jspsych-answered.json", JSON.stringify(own));
  const flags = { ...answered, recipe };
  const objects = as.jsPsychObjects(trials);
  expect(await scoresOf("data.json", JSON.stringify(objects), flags)).toEqual(expected);
  expect(await scoresOf("data.jsonl", objects.map((one) => JSON.stringify(one)).join("\n"), flags)).toEqual(expected);
  expect(await scoresOf("data.csv", as.jsPsychCsv(trials), flags)).toEqual(expected);
});

test("says by which recipe a file was read, what was left out and why it is scored so", async () => {
  const { notes } = await readAs("raw.iqdat", as.inquisitTabs(trials), {});
  expect(notes[0]).toBe("The file was read as raw data of Inquisit (.iqdat, CSV or XLSX) (recipe inquisit).");
  expect(notes).toContain('Left out: 1 row, pages of instructions among the trials ("trialcode").');
  expect(notes).toContain('Left out: 1 row, blocks that the D score does not use ("blockcode").');
  expect(notes.at(-1)).toBe(
    "Scored by profile d2 unless --profile says otherwise: the latency runs to the right response.",
  );
});

const refusals: readonly (readonly [title: string, text: string, flags: TableFlags, detail: string | RegExp])[] = [
  [
    "asks for what the data cannot say",
    as.projectImplicit(trials, ["0", "1"]),
    {},
    "The recipe project-implicit needs focal: the category of the focal product, as block_pairing_definition writes it.",
  ],
  [
    "refuses a given text that the file does not have",
    as.projectImplicit(trials, ["0", "1"]),
    { given: ["focal=Oat milk", "good=Godo"] },
    'No text of "block_pairing_definition" means compatible with --given focal=Oat milk good=Godo.',
  ],
  [
    "refuses a text that no case knows, with every such text and how often it came",
    as.projectImplicit(trials, ["right", "wrong"]),
    oat,
    'The recipe does not know every text of "trial_error" as is_correct.',
  ],
  [
    "refuses a recipe that is not the file's",
    as.gorilla(trials),
    { ...ownWords, recipe: "inquisit" },
    "This file is not raw data of Inquisit (.iqdat, CSV or XLSX).",
  ],
  [
    "refuses a recipe that there is none of",
    as.gorilla(trials),
    { recipe: "inquisitt" },
    'There is no recipe "inquisitt".',
  ],
  [
    "refuses seconds read as milliseconds",
    as.psychoPy(trials),
    { ...ownWords, map: [...(ownWords.map ?? []), "trial_index=iat.thisN", "latency_ms=key_resp.rt"] },
    'The values of "key_resp.rt" look like seconds.',
  ],
  [
    "refuses packed trials that were cut off",
    as.iatgen(trials).replace(/,END"/, '"'),
    {},
    'The trials in "Q3 RP3" cannot be read.',
  ],
  [
    "refuses trials that come twice",
    as.inquisitCsv([...trials, ...trials].map((one) => one)).replaceAll(/,1(2[2-9]|[3-9]\d),18,/g, ",5,18,"),
    {},
    /^This row repeats line \d+: participant_id P-0[12], block_index \d+, trial_index 5\.$/,
  ],
];

test.each(refusals)("%s", async (_, text, ...[flags, detail]) => {
  const refused = await readAs("table.csv", text, flags).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({
    details: { detail: typeof detail === "string" ? detail : expect.stringMatching(detail) },
  });
});

async function scoresOf(file: string, bytes: string | Uint8Array, flags: TableFlags): Promise<Scores> {
  const { measure, read } = await readAs(file, bytes, flags).then(({ measure: one, ...rest }) => ({
    measure: one,
    read: rest,
  }));
  const { scored } = scoreTable(measure, read.groups, { profile: "d4", splits: 0, seed: 1 });
  return Object.fromEntries(scored.map(({ participantId, score }) => [participantId, score.value]));
}

async function readAs(file: string, bytes: string | Uint8Array, flags: TableFlags) {
  const measure = measureNamed("iat");
  if (!measure) throw new RangeError("there is no iat");
  return { measure, ...(await readTrials(measure, fileOrigin(written(file, bytes)), { flags, isStored: false })) };
}

function written(file: string, bytes: string | Uint8Array): string {
  const path = join(folder, file);
  writeFileSync(path, bytes);
  return path;
}
