import { join } from "node:path";
import { z } from "zod";
import { askText } from "../../experiments/contract/asked.ts";
import { snakeCase } from "../../experiments/contract/columns.ts";
import { headlineOutcome, valueColumns } from "../../experiments/contract/outcomesOf.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { Study } from "../../experiments/contract/study.ts";
import { readDocument } from "../../experiments/studyFile/readDocument.ts";
import { type ExportTables, exportTables } from "../../experiments/tableFiles/exportFolder.ts";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import { recipeOf } from "../../experiments/tableFiles/recipeFiles.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import type { Said } from "../../experiments/tables/ask.ts";
import { HeaderNames } from "../../experiments/tables/names.ts";
import { readHeader } from "../../experiments/tables/readHeader.ts";
import { applyRecipe } from "../../experiments/tables/recipes/applyRecipe.ts";
import { saidOf } from "../../experiments/tables/said.ts";
import { askForCells, cellTable } from "./cellTable.ts";
import type { DataTable } from "./dataTable.ts";
import { earlyLooksOf } from "./earlyLooks.ts";
import { exportKinds } from "./exportKinds.ts";
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

type Reading = Parameters<typeof exportTables>[1];

/** Reads an export. Throws a Problem when a file is missing, broken, or about nobody. */
export async function readExport(folder: string, reading: Reading = { changed: "refused" }): Promise<ExportFolder> {
  const read = (name: string) => readHashedText(join(folder, name), "the export folder");
  const studyFile = join(folder, "study.json");
  const study = readDocument({ file: studyFile, text: (await read("study.json")).text, schema: StudyExport });
  if ("problems" in study) throw new Problem(study.problems[0], { all: study.problems });
  const { definition } = study.value;
  const tables = await exportTables(folder, reading);
  const notes: string[] = [];
  const table = async (name: string) => {
    const said = exportSaid(tables.flagsOf(name), name);
    const header = await exportHeader(tables, name, said);
    const asked = { ...askForCells(exportKinds(definition, name, header), said), mayBeEmpty: true };
    const { sha256 = "", ...whole } = await tables.read(name, asked);
    refuseMissing(join(folder, name), header, [...(NEEDED[name] ?? []), ...outcomeIn(name, definition)]);
    notes.push(...whole.notes.map((note) => `${name}: ${note}`));
    return { table: cellTable(whole), sha256 };
  };
  const file = join(folder, "participants.csv");
  const participants = await table("participants.csv");
  if (participants.table.rows === 0) throw nobodyYet(definition.id);
  return {
    dir: folder,
    study: definition,
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

function nobodyYet(study: string): Problem {
  return new Problem({
    code: "table-invalid",
    detail: `Nobody has taken part in ${study} yet.`,
    expected: "an export that holds people",
    found: "none",
    todo: "Make the report when people have taken part. saydo simulate shows beforehand what one looks like.",
  });
}

/** What is said of a table that was changed, with what its recipe says. */
function exportSaid(flags: TableFlags, name: string): Said {
  const said = saidOf(flags);
  return flags.recipe === undefined ? said : applyRecipe(recipeOf(flags.recipe), name.replace(/\.csv$/, ""), said);
}

/** Our names of a table's columns. */
async function exportHeader(tables: ExportTables, name: string, said: Said): Promise<readonly string[]> {
  const { map, given, recipe, values: _, units: __, ...written } = said;
  const ours = [...(map?.keys() ?? []), ...(given?.keys() ?? []), ...(recipe?.columns.keys() ?? [])];
  const wanted = Object.fromEntries([...(NEEDED[name] ?? []), ...ours].map((column) => [column, askText()]));
  const named = { map: map ?? new Map(), given: given ?? new Map(), ...(recipe === undefined ? {} : { recipe }) };
  const source = await openTable(fileOrigin(join(tables.dir, name), "the export folder"), tables.flagsOf(name));
  const { names, has } = await readHeader(source, { columns: wanted, said: { ...written, ...named } });
  const found = new HeaderNames(names);
  const taken = new Set(
    [...(map?.entries() ?? [])].flatMap(([ours, mapped]) => found.placesOf({ name: ours, asked: askText(), mapped })),
  );
  const own = names.filter((_, place) => !taken.has(place));
  return [...new Set([...own, ...ours.filter((column) => has(column) || given?.has(column))])];
}

/** Columns without which a table of an export says something else. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  "participants.csv": ["participant_id", "product"],
  "sessions.csv": ["session_id", "participant_id", "is_simulated", "started_at", "consented_at", "finished_at"],
  "scores.csv": ["participant_id", "instance", "excluded"],
};

/** Outcomes from records are counted in their own table. */
function outcomeIn(name: string, study: Study): readonly string[] {
  const headline = headlineOutcome(study);
  return name === "outcomes.csv" && headline.days !== undefined ? [valueColumns(study, headline).value] : [];
}

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
    todo: `Export the study again; or name the file's column, such as --map ${missing}=COLUMN.`,
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
