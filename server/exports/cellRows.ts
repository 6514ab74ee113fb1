import { stringify } from "csv-stringify/sync";
import { spreadsheetSafe } from "./spreadsheetSafe.ts";

/** An object of lists as one table for a person to read: one row a value, with the list it is of, the place in it and its
 *  name. Values within values have names with points; nothing is left out but what is null. */
export function cellRows(data: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(data).flatMap(([section, value]) =>
    Array.isArray(value)
      ? value.flatMap((one, at) => cellsOf(one, "").map(([name, cell]) => [section, String(at + 1), name, cell]))
      : cellsOf(value, "").map(([name, cell]) => [section, "", name, cell]),
  );
  return stringify([
    ["section", "number", "name", "value"],
    ...rows.map((cells) => cells.map((cell) => spreadsheetSafe(cell ?? ""))),
  ]);
}

function cellsOf(value: unknown, name: string): readonly (readonly [name: string, cell: string])[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object") return [[name, String(value)]];
  if (value instanceof Uint8Array) return [[name, Buffer.from(value).toString("utf8")]];
  return Object.entries(value).flatMap(([key, inner]) => cellsOf(inner, name === "" ? key : `${name}.${key}`));
}
