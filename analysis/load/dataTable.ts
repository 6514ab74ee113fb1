import { parse } from "csv-parse/sync";
import { Problem, type ProblemDetails } from "../../experiments/contract/problem.ts";

/** One cell: a number, a text that is none, or missing. */
export type Cell = number | string | null;

/** A table of data as columns; every column has `rows` cells in file order. */
export type DataTable = {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, readonly Cell[]>;
};

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Reads a CSV text (RFC 4180, a header, `.` decimal). An empty cell is missing, `0` is a value; a cell that is not a
 *  number stays text. Throws a Problem with file and line for a broken file, an empty one, or a doubled column. */
export function readDataTable(file: string, text: string): DataTable {
  const records = parseCsv(file, text);
  const [header, ...body] = records;
  if (!header || body.length === 0) {
    throw tableProblem({
      file,
      detail: "The table has no rows.",
      expected: "a header and at least one row",
      found: header ? "a header only" : "an empty file",
      todo: "Check that this is the file you meant.",
    });
  }
  const doubled = header.find((name, index) => header.indexOf(name) !== index);
  if (doubled !== undefined) {
    throw tableProblem({
      file,
      line: 1,
      detail: `The column "${doubled}" occurs twice.`,
      expected: "every column once",
      found: doubled,
      todo: "Rename or remove one of the two.",
    });
  }
  const columns = new Map(header.map((name, index) => [name, body.map((row) => readCell(row[index] ?? ""))]));
  return { rows: body.length, columns };
}

function parseCsv(file: string, text: string): readonly (readonly string[])[] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: false, trim: false });
  } catch (error) {
    if (!(error instanceof Error) || !("lines" in error)) throw error;
    const line = typeof error.lines === "number" ? error.lines : undefined;
    throw tableProblem({
      file,
      ...(line === undefined ? {} : { line }),
      detail: `This is not a valid CSV file: ${error.message}`,
      expected: "comma-separated cells, as many in every row as in the header",
      todo: "Correct this line, or export the file again as CSV (UTF-8, comma-separated).",
    });
  }
}

function readCell(text: string): Cell {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return NUMBER.test(trimmed) ? Number(trimmed) : trimmed;
}

/** The cells of a column; throws RangeError when there is none: check names first. */
export function cellsOf(table: DataTable, column: string): readonly Cell[] {
  const cells = table.columns.get(column);
  if (!cells) throw new RangeError(`the table has no column ${column}`);
  return cells;
}

/** A column of numbers, null where missing. Throws RangeError when a cell is text: check with `textCell` first. */
export function numbersOf(table: DataTable, column: string): readonly (number | null)[] {
  return cellsOf(table, column).map((cell, row) => {
    if (typeof cell === "string") throw new RangeError(`column ${column} holds text "${cell}" in row ${row}`);
    return cell;
  });
}

/** The first cell of a column that is text, as `{ row, text }` with rows from 0; null when all are numbers or missing. */
export function textCell(table: DataTable, column: string): { readonly row: number; readonly text: string } | null {
  const cells = cellsOf(table, column);
  const row = cells.findIndex((cell) => typeof cell === "string");
  return row < 0 ? null : { row, text: String(cells[row]) };
}

/** A table with further columns, or with a column replaced. */
export function withColumn(table: DataTable, name: string, cells: readonly Cell[]): DataTable {
  if (cells.length !== table.rows) throw new RangeError(`${cells.length} cells for ${table.rows} rows`);
  return { rows: table.rows, columns: new Map([...table.columns, [name, cells]]) };
}

/** A refusal of a table. */
export function tableProblem(details: Omit<ProblemDetails, "code">): Problem {
  return new Problem({ code: "table-invalid", ...details });
}
