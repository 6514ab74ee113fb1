import type { Column, Table } from "../../../experiments/tables/table.ts";

export type Columns = Table["columns"];

/** Columns, and which of their rows are meant, in which order; null = all of them as they are. */
export type HeldRows = { readonly columns: Columns; readonly order: Int32Array | null };

/** Keeps rows until they are asked for, which may be often: in memory, or out of it. */
export type Shelf = (rows: { readonly columns: Columns; readonly order: Int32Array }) => () => HeldRows;

export const inMemory: Shelf = (rows) => () => rows;

type Values = Float64Array | Int32Array | Int8Array;
type Change = <A extends Values>(values: A, empty: (rows: number) => A) => A;

/** A column with other values of its kind. Throws RangeError for moments, which no trial is scored by. */
export function withValues(column: Column, change: Change): Column {
  switch (column.kind) {
    case "number":
      return { ...column, values: change(column.values, (rows) => new Float64Array(rows)) };
    case "flag":
    case "choice":
      return { ...column, values: change(column.values, (rows) => new Int8Array(rows)) };
    case "count":
    case "id":
    case "text":
      return { ...column, values: change(column.values, (rows) => new Int32Array(rows)) };
    default:
      throw new RangeError(`a column of kind ${column.kind} is not held`);
  }
}

/** Every column changed in the same way. */
export function changeColumns(columns: Columns, change: (name: string) => Change): Columns {
  return Object.fromEntries(Object.entries(columns).map(([name, one]) => [name, withValues(one, change(name))]));
}

/** The rows that are meant alone, one after the other. */
export function pickRows(columns: Columns, order: Int32Array): Columns {
  return changeColumns(columns, () => (values, empty) => {
    const picked = empty(order.length);
    for (let at = 0; at < order.length; at++) picked[at] = values[order[at]!]!;
    return picked;
  });
}
