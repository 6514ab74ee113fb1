import { TextDecoder } from "node:util";
import { z } from "zod";
import { cell } from "../contract/columns.ts";
import { Problem, type ProblemDetails } from "../contract/problem.ts";
import type { TableSource } from "../tables/ask.ts";
import { encodingOf } from "../tables/bytes.ts";
import { csvLine } from "./csvText.ts";
import { hashed } from "./hashed.ts";
import type { TableOrigin } from "./tableOrigin.ts";

const JsonObject = z.record(z.string(), z.unknown());
type JsonObject = z.infer<typeof JsonObject>;

/** JSON as comma-separated text: every object of an array (or of arrays one after another, or one a line) is a row, the
 *  names of all objects are the columns. `null` is an empty cell; lists and objects are cells of JSON. Line 2 is the
 *  first object. Throws a Problem where the JSON breaks off or holds something else. */
export async function jsonAsCsv(origin: TableOrigin): Promise<TableSource> {
  const names = new Set<string>();
  let only: JsonObject | undefined;
  let count = 0;
  for await (const object of jsonObjects(origin.name, origin.open())) {
    for (const name of Object.keys(object)) names.add(name);
    count += 1;
    only = count === 1 ? object : undefined;
  }
  if (only !== undefined) refuseHolder(origin.name, only);
  const { chunks, sha256 } = hashed(origin.open());
  const notes = ["The file was read as JSON: each object is a row, the first one line 2."];
  return { name: origin.name, chunks: linesOf(origin.name, chunks, [...names]), notes, sha256 };
}

/** Refuses one object that holds the rows, or the columns, in lists. */
function refuseHolder(file: string, object: JsonObject): void {
  const lists = Object.entries(object).flatMap(([name, value]) => (Array.isArray(value) ? [{ name, value }] : []));
  const rows = lists.find(({ value }) => value.some((one) => typeof one === "object" && one !== null));
  const isColumns = lists.length > 1 && lists.length === Object.keys(object).length;
  if (rows === undefined && !isColumns) return;
  throw new Problem({
    code: "table-invalid",
    file,
    line: 2,
    detail:
      rows === undefined
        ? "The JSON is one object that holds a list for each column."
        : `The rows are inside "${rows.name}".`,
    expected: "a list of objects, each in {…}, or one object a line",
    found: `one object with ${Object.keys(object).slice(0, 10).join(", ")}`,
    todo:
      rows === undefined
        ? "Write an object for each row, or export the table as CSV."
        : `Save that list alone, such as with jq '.["${rows.name}"]' FILE, or export the table as CSV.`,
  });
}

async function* linesOf(name: string, chunks: AsyncIterable<Uint8Array>, names: readonly string[]) {
  let lines = [csvLine(names)];
  for await (const object of jsonObjects(name, chunks)) {
    lines.push(csvLine(names.map((one) => textOfValue(object[one]))));
    if (lines.length < 500) continue;
    yield Buffer.from(lines.join(""));
    lines = [];
  }
  yield Buffer.from(lines.join(""));
}

/** `true` is no number, so it is no 1 either: columns of flags read the word. */
function textOfValue(value: unknown): string {
  return typeof value === "boolean" ? String(value) : cell(value);
}

/** The objects of a JSON text, in order, one at a time; arrays around them may be nested. */
async function* jsonObjects(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<JsonObject> {
  const cutter = new ObjectCutter(name);
  let decoder: TextDecoder | null = null;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk).encoding, { fatal: true });
    yield* cutter.push(decodedBy(decoder, chunk, name));
  }
  cutter.finish();
}

function decodedBy(decoder: TextDecoder, chunk: Uint8Array, name: string): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch {
    throw broken(name, { detail: "This JSON file is not UTF-8.", found: "other bytes", todo: "Save it as UTF-8." });
  }
}

/** Cuts a JSON text into its outermost objects. */
class ObjectCutter {
  private readonly name: string;
  private waiting = "";
  private at = 0;
  private begins = -1;
  private depth = 0;
  private isText = false;
  private count = 0;
  private arrays = 0;
  /** Names of the object that is being read, each time one comes. */
  private names = 0;

  constructor(name: string) {
    this.name = name;
  }

  *push(text: string): Generator<JsonObject> {
    this.waiting += text;
    for (; this.at < this.waiting.length; this.at++) {
      const letter = this.waiting[this.at]!;
      if (this.isText) this.inText(letter);
      else if (this.begins < 0) this.between(letter);
      else if (letter === '"') this.isText = true;
      else if (letter === ":" && this.depth === 1) this.names += 1;
      else if (letter === "{" || letter === "[") this.depth += 1;
      else if ((letter === "}" || letter === "]") && --this.depth === 0) yield this.cut();
    }
    const keep = this.begins < 0 ? this.at : this.begins;
    this.waiting = this.waiting.slice(keep);
    this.at -= keep;
    if (this.begins >= 0) this.begins = 0;
  }

  finish(): void {
    if (this.begins < 0 && this.arrays === 0) return;
    const where = this.begins < 0 ? `after object ${this.count}` : `in object ${this.count + 1}`;
    throw broken(this.name, {
      line: this.count + 2,
      detail: `The JSON breaks off ${where}.`,
      found: this.begins < 0 ? "no closing bracket" : this.waiting.slice(0, 60),
    });
  }

  private inText(letter: string): void {
    if (letter === "\\") this.at += 1;
    else if (letter === '"') this.isText = false;
  }

  private between(letter: string): void {
    if (letter === "{") {
      this.begins = this.at;
      this.depth = 1;
      this.names = 0;
    } else if (letter === "[") this.arrays += 1;
    else if (letter === "]") this.arrays -= 1;
    else if (!/[,\s\ufeff]/.test(letter)) {
      const found = this.waiting.slice(this.at, this.at + 60);
      const detail =
        this.count === 0
          ? "The JSON holds no objects: its lists hold something else."
          : `There is something else behind object ${this.count}.`;
      const todo = "Write an object for each row, or save the table as CSV UTF-8.";
      throw broken(this.name, { detail, found, todo });
    }
  }

  private cut(): JsonObject {
    const text = this.waiting.slice(this.begins, this.at + 1);
    this.begins = -1;
    this.count += 1;
    const object = this.parsed(text);
    if (Object.keys(object).length === this.names) return object;
    const found = text.slice(0, 60);
    throw broken(this.name, {
      line: this.count + 1,
      detail: `Object ${this.count} has a name twice.`,
      found,
      todo: "Take one of the two out, or give it a name of its own.",
    });
  }

  private parsed(text: string): JsonObject {
    try {
      return JsonObject.parse(JSON.parse(exactNumbers(text)));
    } catch (error) {
      const found = error instanceof Error ? error.message : text.slice(0, 60);
      throw broken(this.name, { line: this.count + 1, detail: `Object ${this.count} is not valid JSON.`, found });
    }
  }
}

const LONG_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])|(-?\d+(?:\.\d+)?)[eE]\+?(\d{2,})(?!\d)/g;

/** Numbers that JavaScript does not keep as they are written, most of them ids, as texts: whole ones of many digits, and large
 *  ones that were rounded, as spreadsheets write those. */
function exactNumbers(json: string): string {
  if (!/\d{16}|\d[eE]\+?\d{2}/.test(json)) return json;
  return json.replaceAll(LONG_NUMBER, (found: string, digits?: string, exponent?: string) => {
    if (found.startsWith('"')) return found;
    return digits === undefined ? `"${found}"` : `"${digits}e+${exponent}"`;
  });
}

type Broken = Pick<ProblemDetails, "detail" | "found" | "line" | "todo">;

function broken(file: string, what: Broken): Problem {
  return new Problem({
    code: "table-invalid",
    file,
    expected: "a list of objects, each in {…}, or one object a line",
    todo: "Export the file again; a download that broke off ends in the middle of an object.",
    ...what,
  });
}
