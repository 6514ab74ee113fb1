import { askChoice, askCount, askFlag, askId, askNumber } from "../../../experiments/contract/asked.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import type { Ask } from "../../../experiments/tables/ask.ts";
import { readTable } from "../../../experiments/tables/readTable.ts";
import type { Column, Table } from "../../../experiments/tables/table.ts";

/** What scoring an Implicit Association Test asks of a table. */
export const trialAsk: Ask = {
  columns: {
    participant_id: askId({ required: true, empty: "refused" }),
    trial_index: askCount({ required: true }),
    pairing: askChoice(["compatible", "incompatible"], { required: true }),
    is_correct: askFlag({ required: true, empty: "refused" }),
    latency_ms: askNumber({ required: true, unit: "ms" }),
  },
  unique: ["participant_id", "instance", "product", "trial_index"],
};

/** Reads a table from a text or bytes, in pieces of `piece` bytes. */
export async function read(table: string | Uint8Array, ask: Ask, piece = 1 << 20): Promise<Table> {
  const bytes = typeof table === "string" ? new TextEncoder().encode(table) : table;
  return await readTable({ name: "t.csv", chunks: pieces(bytes, piece), bytes: bytes.length }, ask);
}

function* pieces(bytes: Uint8Array, piece: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

/** The refusal of a table; throws when it is taken. */
export async function refusalOf(table: string | Uint8Array, ask: Ask): Promise<Problem> {
  try {
    await read(table, ask);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new RangeError("the table was not refused");
}

/** The cells of a column as texts and numbers; null = missing. */
export function cells(table: Table, name: string): readonly (string | number | null)[] {
  const column = table.columns[name];
  if (column === undefined) throw new RangeError(`no column ${name}`);
  return Array.from({ length: table.rows }, (_, row) => cellOf(column, row));
}

function cellOf(column: Column, row: number): string | number | null {
  const value = column.values[row] ?? Number.NaN;
  if (Number.isNaN(value)) return null;
  if (column.kind === "number") return value;
  if (column.kind === "moment")
    return column.isDay[row] === 1 ? new Date(value).toISOString().slice(0, 10) : new Date(value).toISOString();
  if (value < 0) return null;
  if (column.kind === "choice") return column.choices[value] ?? null;
  return column.kind === "id" || column.kind === "text" ? (column.texts[value] ?? null) : value;
}

/** Every asked cell of a table, to set two beside each other. */
export function allCells(table: Table): Readonly<Record<string, readonly (string | number | null)[]>> {
  return Object.fromEntries(Object.keys(table.columns).map((name) => [name, cells(table, name)]));
}
