import { join } from "node:path";
import { z } from "zod";
import { snakeCase } from "../../experiments/contract/columns.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { Study } from "../../experiments/contract/study.ts";
import { readDocument } from "../../experiments/studyFile/readDocument.ts";
import { type ExportTables, exportTables } from "../../experiments/tableFiles/exportFolder.ts";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { readHeader } from "../../experiments/tables/readHeader.ts";
import { askForCells, cellTable } from "./cellTable.ts";
import type { DataTable } from "./dataTable.ts";
import { earlyLooksOf } from "./earlyLooks.ts";
import { readHashedText } from "./readFile.ts";
import { leftOutOf, type ScoringSummary, scoringOf } from "./scoringSummary.ts";

/** An export folder (formats.md, section 5), as far as the report reads it. */
export type ExportFolder = {
  readonly dir: string;
  readonly study: Study;
  readonly studyHash: string;
  readonly sessions: DataTable;
  readonly scores: DataTable;
  readonly outcomes: DataTable;
  /** The folder's tables, read as far as asked for; trials.csv is left to who needs it. */
  readonly tables: ExportTables;
  /** What the manifest says of how each measure was scored. */
  readonly scoring: readonly ScoringSummary[];
  /** Reliability of each measure as scored, 0 to 1, by the column of its scores; absent where it was not estimated. */
  readonly reliabilities: Readonly<Record<string, number>>;
  /** Tables that are not as the manifest says, a sentence each; none unless changed files are allowed. */
  readonly changes: readonly string[];
  /** What was inferred while the tables were read, a sentence each. */
  readonly notes: readonly string[];
  /** What could not be read when the export was made, a sentence each. */
  readonly leftOut: readonly string[];
  /** Looks at the comparison before the planned number of people was reached, a sentence each. */
  readonly earlyLooks: readonly string[];
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
export async function readExport(folder: string, changed: "refused" | "allowed" = "refused"): Promise<ExportFolder> {
  const read = (name: string) => readHashedText(join(folder, name), "the export folder");
  const tables = await exportTables(folder, { changed });
  const notes: string[] = [];
  const table = async (name: string) => {
    const header = await exportHeader(folder, name);
    const kinds = new Map(header.map((column) => [column, "any"] as const));
    const asked = { ...askForCells(kinds), mayBeEmpty: name !== "participants.csv" };
    const { sha256 = "", ...whole } = await tables.read(name, asked);
    refuseMissing(join(folder, name), header, NEEDED[name] ?? []);
    notes.push(...whole.notes.map((note) => `${name}: ${note}`));
    return { table: cellTable(whole), sha256 };
  };
  const studyFile = join(folder, "study.json");
  const study = readDocument({ file: studyFile, text: (await read("study.json")).text, schema: StudyExport });
  if ("problems" in study) throw new Problem(study.problems[0], { all: study.problems });
  const file = join(folder, "participants.csv");
  const participants = await table("participants.csv");
  return {
    dir: folder,
    study: study.value.definition,
    studyHash: study.value.hash,
    sessions: (await table("sessions.csv")).table,
    scores: (await table("scores.csv")).table,
    outcomes: (await table("outcomes.csv")).table,
    tables,
    scoring: scoringOf((await read("manifest.json")).text),
    reliabilities: reliabilitiesOf(await read("manifest.json")),
    participants: { file, ...participants },
    changes: tables.changes,
    notes,
    leftOut: leftOutOf((await read("manifest.json")).text),
    earlyLooks: earlyLooksOf((await read("manifest.json")).text),
  };
}

async function exportHeader(folder: string, name: string): Promise<readonly string[]> {
  const source = await openTable(fileOrigin(join(folder, name), "the export folder"));
  return (await readHeader(source, { columns: {} })).names;
}

/** Columns without which a table of an export says something else. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  "participants.csv": ["participant_id", "product"],
  "sessions.csv": ["session_id", "participant_id", "is_simulated", "started_at"],
  "scores.csv": ["participant_id", "instance", "excluded"],
};

function refuseMissing(file: string, header: readonly string[], needed: readonly string[]): void {
  const missing = needed.find((column) => !header.includes(column));
  if (missing === undefined) return;
  throw new Problem({
    code: "table-invalid",
    file,
    line: 1,
    path: missing,
    detail: `The column "${missing}" is missing.`,
    expected: `the columns of an export, ${needed.join(", ")} among them`,
    found: header.slice(0, 40).join(", "),
    todo: "Export the study again.",
  });
}

function reliabilitiesOf({ text }: { readonly text: string }): Readonly<Record<string, number>> {
  const { scoring } = Manifest.parse(JSON.parse(text));
  const known = scoring.flatMap(({ measure, reliability }) => {
    const mean = reliability?.permutation?.mean ?? null;
    return mean === null || mean <= 0 ? [] : [[snakeCase(measure), Math.min(1, mean)] as const];
  });
  return Object.fromEntries(known);
}
