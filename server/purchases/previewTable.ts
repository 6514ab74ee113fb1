import { Problem, type ProblemDetails } from "../../experiments/contract/problem.ts";
import type { Ask } from "../../experiments/tables/ask.ts";
import { predictorsOf } from "./importPredictors.ts";
import type { ImportKind, RowProblem } from "./importReport.ts";
import { recordColumns } from "./recordColumns.ts";
import { type Reading, type RecordRow, type RecordTable, recordBatches, recordHeader } from "./recordTable.ts";

/** What the reader would take from a file of the company's records: to look at before anything is imported. */
export type TablePreview = {
  readonly kind: ImportKind;
  readonly file: string;
  /** What the file calls its columns, in its order; "" where it says nothing. */
  readonly header: readonly string[];
  /** Our columns: whether the file has each, and whether it must. */
  readonly columns: readonly {
    readonly name: string;
    readonly kind: string;
    readonly isRequired: boolean;
    readonly isFound: boolean;
  }[];
  /** The first ten rows as they were read, our column → text; a key shows two letters and no more. */
  readonly rows: readonly PreviewRow[];
  readonly rowsRead: number;
  /** Rows with a cell that cannot be read: how many, and the first of them. */
  readonly rowsWrong: number;
  readonly wrong: readonly RowProblem[];
  /** Why the file as it is would be refused; empty when it would be read. */
  readonly refusals: readonly ProblemDetails[];
  readonly notes: readonly string[];
};
export type PreviewRow = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

const SHOWN = 10;
const WRONG_SHOWN = 20;
const LETTERS_SHOWN = 2;

/** Reads a file as an import of this kind would, from its beginning to its end, and says what it saw: rows that were read,
 *  rows that were not and why. Nobody is looked up and nothing is stored. A file that would be refused is told, not thrown. */
export async function previewTable(
  table: RecordTable,
  kind: ImportKind,
  chosen?: readonly string[],
): Promise<TablePreview> {
  const reading: Reading = { rows: 0, notes: [], sha256: "" };
  const found: { header: readonly string[]; has: (name: string) => boolean; columns: Ask["columns"] } = {
    header: [],
    has: () => false,
    columns: recordColumns[kind],
  };
  const rows: PreviewRow[] = [];
  const wrong: RowProblem[] = [];
  let rowsWrong = 0;
  const refusals = await refusalsOf(async () => {
    const { map: _, values: __, units: ___, given: ____, ...said } = table.said;
    found.header = (await recordHeader({ ...table, said, where: [] }, recordColumns[kind])).names;
    if (kind === "predictors") found.columns = (await predictorsOf(table, chosen)).columns;
    const { has } = await recordHeader(table, found.columns);
    found.has = has;
    for await (const batch of recordBatches(table, found.columns, reading)) {
      for (const row of batch) {
        const { problem } = row;
        if (problem !== undefined) rowsWrong += 1;
        if (problem !== undefined && wrong.length < WRONG_SHOWN) wrong.push(problem);
        if (rows.length < SHOWN) rows.push(shownRow(row, found.columns));
      }
    }
  });
  const columns = Object.entries(found.columns).map(([name, asked]) => {
    return { name, kind: asked.kind, isRequired: asked.required === true, isFound: found.has(name) };
  });
  const { notes, rows: rowsRead } = reading;
  return {
    kind,
    file: table.file,
    header: found.header,
    columns,
    rows,
    rowsRead,
    rowsWrong,
    wrong,
    refusals,
    notes,
  };
}

async function refusalsOf(read: () => Promise<void>): Promise<readonly ProblemDetails[]> {
  try {
    await read();
    return [];
  } catch (error) {
    if (error instanceof Problem) return error.all;
    throw error;
  }
}

function shownRow(row: RecordRow, columns: Ask["columns"]): PreviewRow {
  const cells = Object.entries(columns).map(([name, asked]) => {
    const shown = shownCell(row, name, asked.kind);
    return [name, asked.private && shown !== "" ? `${shown.slice(0, LETTERS_SHOWN)}…` : shown] as const;
  });
  return { line: row.line, cells: Object.fromEntries(cells) };
}

function shownCell(row: RecordRow, name: string, kind: string): string {
  if (kind === "number") return String(row.number(name) ?? "");
  if (kind === "flag") return String(row.flag(name) ?? "");
  if (kind === "choice") return row.choice(name) ?? "";
  if (kind !== "moment") return row.text(name) ?? "";
  const moment = row.moment(name);
  if (moment === null) return "";
  return moment.isDay ? `${moment.at.toISOString()} (a day)` : moment.at.toISOString();
}
