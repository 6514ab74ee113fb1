import type { Ask, Said, TableSource } from "../../experiments/tables/ask.ts";
import { readBatches } from "../../experiments/tables/readBatches.ts";
import { readHeader, type TableHeader } from "../../experiments/tables/readHeader.ts";
import type { Table } from "../../experiments/tables/table.ts";
import { dayEnd } from "../../experiments/tables/zoneClock.ts";
import type { RowProblem } from "./importReport.ts";
import { checkRowChoice, type RowChoice } from "./rowChoice.ts";

/** A file of the company's records, and what its owner says about it. */
export type RecordTable = {
  /** As messages name it. */
  readonly file: string;
  /** The table from its beginning, each time. */
  open(): Promise<TableSource>;
  readonly said: Said;
  /** What opening it already showed. */
  readonly notes: readonly string[];
  /** Only rows with one of these texts in each of these columns count; all rows when absent. */
  readonly where?: readonly RowChoice[] | undefined;
};

/** One row of the company's records. It is valid until the next one is asked for. */
export type RecordRow = {
  /** The line of the file on which it begins; of a workbook, the row of the sheet. */
  readonly line: number;
  /** Why the row cannot be read; undefined when it can. */
  readonly problem: RowProblem | undefined;
  /** An id or a text; undefined when the cell is empty or the column absent. */
  text(column: string): string | undefined;
  /** A number; null when missing. */
  number(column: string): number | null;
  /** 1 or 0; null when missing. */
  flag(column: string): number | null;
  /** A level of a choice; undefined when missing. */
  choice(column: string): string | undefined;
  moment(column: string): RowMoment | null;
};

/** A moment of a row: `at` is the first millisecond that it means, `end` the last: a day alone lasts to its end. */
export type RowMoment = { readonly at: Date; readonly end: Date; readonly isDay: boolean };

/** What was read besides the rows. Complete once all rows were. */
export type Reading = { rows: number; notes: readonly string[]; sha256: string };

/** The rows of a table of records, a batch of up to 65,536 at a time: memory does not grow with the file. Each cell that
 *  cannot be read is told with its row; what concerns the whole file throws a Problem, at the latest behind the last row. */
export async function* recordBatches(
  { open, said, notes, where = [] }: RecordTable,
  columns: Ask["columns"],
  reading: Reading,
): AsyncGenerator<Iterable<RecordRow>> {
  const source = await open();
  const ask: Ask = { columns, said, only: where, wrongRows: "listed", texts: "forgotten", mayBeEmpty: true };
  for await (const table of readBatches(source, ask)) {
    reading.rows += table.rows;
    reading.notes = [...notes, ...table.notes];
    yield rowsOf(table, said.zone);
  }
  reading.sha256 = source.sha256?.() ?? "";
}

/** What the file calls its columns. Throws a Problem where a row is chosen by a column it does not have. */
export async function recordHeader(
  { file, open, said, where = [] }: RecordTable,
  columns: Ask["columns"],
): Promise<TableHeader> {
  const header = await readHeader(await open(), { columns, said });
  checkRowChoice(where, header.names, file);
  return header;
}

function* rowsOf(table: Table, zone: string | undefined): Generator<RecordRow> {
  for (let row = 0; row < table.rows; row++) yield rowOf(table, row, zone);
}

function rowOf(table: Table, row: number, zone: string | undefined): RecordRow {
  const { columns } = table;
  return {
    line: table.lineOf(row),
    get problem() {
      return problemOf(table, row);
    },
    text(name) {
      const column = columns[name];
      return column?.kind === "id" || column?.kind === "text" ? column.texts[column.values[row]!] : undefined;
    },
    number(name) {
      const column = columns[name];
      const value = column?.kind === "number" ? column.values[row]! : Number.NaN;
      return Number.isNaN(value) ? null : value;
    },
    flag(name) {
      const column = columns[name];
      const value = column?.kind === "flag" ? column.values[row]! : -1;
      return value < 0 ? null : value;
    },
    choice(name) {
      const column = columns[name];
      return column?.kind === "choice" ? column.choices[column.values[row]!] : undefined;
    },
    moment(name) {
      const column = columns[name];
      const ms = column?.kind === "moment" ? column.values[row]! : Number.NaN;
      if (column?.kind !== "moment" || Number.isNaN(ms)) return null;
      const isDay = column.isDay[row] === 1;
      return { at: new Date(ms), end: new Date(isDay ? dayEnd(column.days[row]!, zone) : ms), isDay };
    },
  };
}

function problemOf(table: Table, row: number): RowProblem | undefined {
  const [first] = table.wrong.get(row) ?? [];
  if (first === undefined) return undefined;
  const isEmpty = first.detail.endsWith(" is empty.");
  const { line = table.lineOf(row), column, detail, expected, found, todo } = first;
  return {
    row: line,
    detail: `${detail.replace(/\.$/, "")}: expected ${expected}, found ${isEmpty ? "nothing" : `"${found}"`}.`,
    ...(column === undefined ? {} : { column }),
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
    ...(todo === undefined ? {} : { todo }),
  };
}
