import { Problem, type ProblemDetails } from "../../experiments/contract/problem.ts";

/** One cell: a number, a text that is not a number, or null for a missing value. */
export type Cell = number | string | null;

/** A table of data as columns; every column has `rows` cells in file order. */
export type DataTable = {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, readonly Cell[]>;
};

/** The cells of a column; throws RangeError for a name that the table does not have. */
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
