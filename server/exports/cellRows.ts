import { spreadsheetSafe } from "./spreadsheetSafe.ts";

const MOST_NAMES = 1000;

type Data = Readonly<Record<string, unknown>>;

/** An object of lists as one table for a person to read, a few lines at a time: one row a value, with the list it is of,
 *  the place in it and its name. Values within values have names with points; nothing is left out but what is null. */
export function* cellRows(data: Data): Generator<string> {
  yield "section,number,name,value\n";
  const names = new Map<string, string>();
  for (const [section, value] of Object.entries(data)) {
    if (!Array.isArray(value)) {
      yield linesOf(`${cellOf(section)},,`, value, names);
      continue;
    }
    for (const [at, one] of value.entries()) yield linesOf(`${cellOf(section)},${at + 1},`, one, names);
  }
}

/** `head` is the beginning of every line. Trials have the same names again and again. */
function linesOf(head: string, value: unknown, names: Map<string, string>): string {
  let lines = "";
  eachCell(value, "", (name, cell) => {
    let first = names.get(name);
    if (first === undefined) {
      first = `${cellOf(name)},`;
      if (names.size < MOST_NAMES) names.set(name, first);
    }
    lines += `${head}${first}${cellOf(cell)}\n`;
  });
  return lines;
}

// Most cells are words and numbers, which need neither guard nor quotes.
const PLAIN = /^[A-Za-z0-9][\w .:-]*$/;

function cellOf(written: string): string {
  if (PLAIN.test(written)) return written;
  const text = spreadsheetSafe(written);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function eachCell(value: unknown, name: string, take: (name: string, cell: string) => void): void {
  if (value === null || value === undefined) return;
  if (typeof value !== "object") take(name, String(value));
  else if (value instanceof Uint8Array) take(name, Buffer.from(value).toString("utf8"));
  else {
    for (const [key, inner] of Object.entries(value)) eachCell(inner, name === "" ? key : `${name}.${key}`, take);
  }
}
