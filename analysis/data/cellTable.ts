import { askFlag, askId, askMoment, askNumber, askText } from "../../experiments/contract/asked.ts";
import type { Ask, Said } from "../../experiments/tables/ask.ts";
import type { Column, Table } from "../../experiments/tables/table.ts";
import type { Cell, DataTable } from "./dataTable.ts";

/** How a column is read: as an id, numbers, 1 or 0, moments, or as each of its cells looks. */
export type CellKind = "id" | "number" | "flag" | "moment" | "any";

const asked = { id: askId, number: askNumber, flag: askFlag, moment: askMoment, any: askText } as const;

/** What to ask for columns of these kinds. */
export function askForCells(kinds: ReadonlyMap<string, CellKind>, said: Said = {}): Ask {
  return { columns: Object.fromEntries([...kinds].map(([name, kind]) => [name, asked[kind]()])), said };
}

/** A table's columns as cells. An id that JavaScript would write as it is written is a number, every other one a text, so
 *  that no two become one; a cell that looks like a number is one in a column of any kind; a moment is an ISO text. */
export function cellTable(table: Table): DataTable {
  const columns = Object.entries(table.columns).map(([name, column]) => [name, cellsIn(column, table.rows)] as const);
  return { rows: table.rows, columns: new Map(columns) };
}

function cellsIn(column: Column, rows: number): readonly Cell[] {
  const { values } = column;
  const all = (cellAt: (value: number, row: number) => Cell) =>
    Array.from({ length: rows }, (_, row) => cellAt(values[row] ?? Number.NaN, row));
  if (column.kind === "number") return all((value) => (Number.isNaN(value) ? null : value));
  if (column.kind === "moment") {
    return all((value, row) =>
      Number.isNaN(value) ? null : momentText(value, column.isDay[row] === 1, column.days[row]),
    );
  }
  if (column.kind === "flag") return all((value) => (value < 0 ? null : value));
  if (column.kind === "choice") return all((code) => column.choices[code] ?? null);
  if (column.kind !== "text" && column.kind !== "id") {
    throw new RangeError(`a table of cells has no column of kind ${column.kind}`);
  }
  const cells = column.texts.map(column.kind === "id" ? idCell : looksLike);
  return all((code) => cells[code] ?? null);
}

function momentText(ms: number, isDay: boolean, day = 0): string {
  return new Date(isDay ? day * 86_400_000 : ms).toISOString().slice(0, isDay ? 10 : undefined);
}

function idCell(text: string): Cell {
  return String(Number(text)) === text && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function looksLike(text: string): Cell {
  if (!NUMBER.test(text)) return text;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}
