import { join } from "node:path";
import { z } from "zod";
import { snakeCase } from "../../experiments/contract/columns.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { Study } from "../../experiments/contract/study.ts";
import { readDocument } from "../../experiments/studyFile/readDocument.ts";
import type { TimingBlock } from "../report/context.ts";
import { type DataTable, readDataTable } from "./dataTable.ts";
import { readHashedText } from "./readFile.ts";
import { type ScoringSummary, scoringOf } from "./scoringSummary.ts";
import { readTiming } from "./timing.ts";

/** An export folder (formats.md, section 5), as far as the report reads it. */
export type ExportFolder = {
  readonly dir: string;
  readonly study: Study;
  readonly studyHash: string;
  readonly sessions: DataTable;
  readonly scores: DataTable;
  readonly outcomes: DataTable;
  /** How fast people were in the timed tasks, block by block. */
  readonly timing: readonly TimingBlock[];
  /** What the manifest says of how each measure was scored. */
  readonly scoring: readonly ScoringSummary[];
  /** Reliability of each measure as scored, 0 to 1, by the column it stands in; absent where it has none. */
  readonly reliabilities: Readonly<Record<string, number>>;
  /** One row a participant × product; with the file's path and hash, because the comparison is made on it. */
  readonly participants: { readonly file: string; readonly table: DataTable; readonly sha256: string };
};

const Manifest = z.looseObject({
  scoring: z.array(
    z.looseObject({
      measure: z.string(),
      reliability: z.looseObject({ permutation: z.looseObject({ mean: z.number().nullable() }).nullish() }).nullable(),
    }),
  ),
});

const StudyExport = z.looseObject({ hash: z.string(), definition: Study });

/** Reads an export. Throws a Problem when a file is missing, broken or holds no rows. */
export async function readExport(folder: string): Promise<ExportFolder> {
  const read = (name: string) => readHashedText(join(folder, name), "the export folder");
  const table = async (name: string) => readDataTable(join(folder, name), (await read(name)).text);
  const studyFile = join(folder, "study.json");
  const study = readDocument({ file: studyFile, text: (await read("study.json")).text, schema: StudyExport });
  if ("problems" in study) throw new Problem(study.problems[0], { all: study.problems });
  const file = join(folder, "participants.csv");
  const participants = await read("participants.csv");
  return {
    dir: folder,
    study: study.value.definition,
    studyHash: study.value.hash,
    sessions: await table("sessions.csv"),
    scores: await table("scores.csv"),
    outcomes: await table("outcomes.csv"),
    timing: await readTiming(join(folder, "trials.csv")),
    scoring: scoringOf((await read("manifest.json")).text),
    reliabilities: reliabilitiesOf(await read("manifest.json")),
    participants: { file, table: readDataTable(file, participants.text), sha256: participants.sha256 },
  };
}

function reliabilitiesOf({ text }: { readonly text: string }): Readonly<Record<string, number>> {
  const { scoring } = Manifest.parse(JSON.parse(text));
  const known = scoring.flatMap(({ measure, reliability }) => {
    const mean = reliability?.permutation?.mean ?? null;
    return mean === null || mean <= 0 ? [] : [[snakeCase(measure), Math.min(1, mean)] as const];
  });
  return Object.fromEntries(known);
}
