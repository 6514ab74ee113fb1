import { spreadsheetSafe } from "./spreadsheetSafe.ts";

type Data = Readonly<Record<string, unknown>>;

/** An object of lists as one table for a person to read, a few lines at a time: one row a value, with the list it is of,
 *  the place in it and its name. Values within values have names with points; nothing is left out but what is null. */
export function* cellRows(data: Data): Generator<string> {
  yield "section,number,name,value\n";
  for (const [section, value] of Object.entries(data)) {
    if (!Array.isArray(value)) {
      yield linesOf(section, "", value);
      continue;
    }
    for (const [at, one] of value.entries()) yield linesOf(section, String(at + 1), one);
  }
}

function linesOf(section: string, number: string, value: unknown): string {
  const lines: string[] = [];
  for (const [name, cell] of cellsOf(value, "")) {
    lines.push(`${[section, number, name, cell].map((text) => quoted(spreadsheetSafe(text))).join(",")}\n`);
  }
  return lines.join("");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function cellsOf(value: unknown, name: string): readonly (readonly [name: string, cell: string])[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object") return [[name, String(value)]];
  if (value instanceof Uint8Array) return [[name, Buffer.from(value).toString("utf8")]];
  return Object.entries(value).flatMap(([key, inner]) => cellsOf(inner, name === "" ? key : `${name}.${key}`));
}
