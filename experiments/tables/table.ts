import type { Mistake } from "./mistakes.ts";

/** One column of a table; one value a row. */
export type Column =
  | { readonly kind: "number" /** NaN = missing. */; readonly values: Float64Array }
  | { readonly kind: "count" /** −1 = missing. */; readonly values: Int32Array }
  | { readonly kind: "flag" /** 1, 0, −1 = missing. */; readonly values: Int8Array }
  | {
      readonly kind: "choice";
      /** Places in `choices`; −1 = missing. */
      readonly values: Int8Array;
      readonly choices: readonly string[];
    }
  | {
      readonly kind: "id" | "text";
      /** Places in `texts`; −1 = missing. */
      readonly values: Int32Array;
      /** Every different text in the order met. */
      readonly texts: readonly string[];
    }
  | {
      readonly kind: "moment";
      /** UTC ms; of a day alone, its first moment (in the zone that was said); NaN = missing. */
      readonly values: Float64Array;
      /** 1 where the cell holds a day alone. */
      readonly isDay: Uint8Array;
      /** The calendar day in the zone said, else as written: days since 1970. */
      readonly days: Int32Array;
    };

/** Rows of a file as columns. */
export type Table = {
  readonly rows: number;
  /** Rows of the text so far, those left out by `only` too. */
  readonly records: number;
  /** Rows with a cell that could not be read, where the ask takes them as missing. */
  readonly unreadable: readonly number[];
  /** The mistakes of such rows, where the ask wants them listed. */
  readonly wrong: ReadonlyMap<number, readonly Mistake[]>;
  /** The asked columns that the file has. */
  readonly columns: Readonly<Record<string, Column>>;
  /** The file's own column names, in its order. */
  readonly header: readonly string[];
  /** What was inferred and what was left out, a sentence each. */
  readonly notes: readonly string[];
  /** The line of the text (from 1) on which a row begins. */
  lineOf(row: number): number;
  /** SHA-256 (hex) of the file's bytes, where the source tells it. */
  readonly sha256?: string;
};

type Kind = Column["kind"];
type OfKind<K extends Kind> = Extract<Column, { readonly kind: K }>;

/** A column of a kind; undefined when the file has none. Throws RangeError when it was asked for as another kind. */
function columnOf<K extends Kind>(table: Pick<Table, "columns">, name: string, kind: K): OfKind<K> | undefined {
  const column = table.columns[name];
  if (column === undefined || isOf(column, kind)) return column;
  throw new RangeError(`the column ${name} was asked for as ${column.kind}, not as ${kind}`);
}

function isOf<K extends Kind>(column: Column, kind: K): column is OfKind<K> {
  return column.kind === kind;
}

type Named = Pick<Table, "columns">;

export const numberColumn = (table: Named, name: string) => columnOf(table, name, "number");
export const countColumn = (table: Named, name: string) => columnOf(table, name, "count");
export const flagColumn = (table: Named, name: string) => columnOf(table, name, "flag");
export const choiceColumn = (table: Named, name: string) => columnOf(table, name, "choice");
export const momentColumn = (table: Named, name: string) => columnOf(table, name, "moment");

/** A column of texts, identifying or not; undefined when the file has none. Throws RangeError for another kind. */
export function textColumn(table: Named, name: string) {
  const column = table.columns[name];
  if (column === undefined || column.kind === "id" || column.kind === "text") return column;
  throw new RangeError(`the column ${name} was asked for as ${column.kind}, not as text`);
}
