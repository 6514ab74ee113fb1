import { parse } from "csv-parse";
import { Problem } from "../../experiments/contract/problem.ts";

/** A table that someone hands in: from a file or an upload. */
export type TableSource = { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> };

export type TableRow = {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  /** The cell under a column, trimmed; undefined when the column is absent or the cell empty. */
  cell(column: string): string | undefined;
};

export type ReadOptions = {
  /** Our column → the file's. */
  readonly map?: ReadonlyMap<string, string>;
  readonly required: readonly string[];
};

const MOST_BYTES = 50 * 1024 * 1024;
const MOST_ROWS = 2_000_000;
const MOST_COLUMNS = 500;
const LONGEST_FIELD = 64 * 1024;

/** The rows of a CSV file, one at a time. Throws a Problem on bytes that are not UTF-8, on a broken line, on missing or
 *  doubled columns and on anything of a size no table of purchases has. */
export async function* readTable(source: TableSource, options: ReadOptions): AsyncGenerator<TableRow> {
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: LONGEST_FIELD * 8,
  });
  const feeding = feed(source, parser);
  feeding.catch((error: Error) => parser.destroy(error));
  let columns: ReadonlyMap<string, number> | undefined;
  let row = 0;
  try {
    for await (const line of parser) {
      // With `info`, csv-parse gives each record beside its place; its types describe the records alone.
      const { record } = line as { record: readonly string[] };
      row += 1;
      if (row > MOST_ROWS) throw refusal(source, { detail: `The table has more than ${MOST_ROWS} rows.` });
      if (columns) yield rowOf(record, row, columns);
      else columns = columnsOf(source, record, options);
    }
    await feeding;
  } catch (error) {
    throw asProblem(source, error);
  }
  if (!columns) throw refusal(source, { detail: "The file is empty.", expected: "a header and rows" });
}

/** Reads a list of `target=source` into a map. Throws a Problem on anything else. */
export function columnMap(pairs: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    pairs.map((pair) => {
      const [target, source, ...rest] = pair.split("=");
      if (target && source && rest.length === 0) return [target.trim(), source.trim()] as const;
      throw new Problem({
        code: "setting-invalid",
        detail: "A column mapping names our column and the file's.",
        expected: "target=source, such as purchased_at=Datum",
        found: pair,
      });
    }),
  );
}

async function feed({ name, bytes }: TableSource, parser: ReturnType<typeof parse>): Promise<void> {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  let line = 1;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MOST_BYTES) throw refusal({ name }, { detail: "The file is larger than 50 MB.", todo: "Split it." });
    const text = decode(utf8, chunk, { name, line });
    refuseZero(text, { name, line });
    line += text.split("\n").length - 1;
    if (!parser.write(text)) await new Promise((resolve) => parser.once("drain", resolve));
  }
  parser.end();
}

/** PostgreSQL takes no text with a zero byte, and Node's own SQLite driver reads one only up to it. */
function refuseZero(text: string, at: { readonly name: string; readonly line: number }): void {
  const zero = text.indexOf("\0");
  if (zero === -1) return;
  const line = at.line + text.slice(0, zero).split("\n").length - 1;
  throw refusal(at, { detail: "The file holds a zero byte.", line, todo: "Save it as CSV UTF-8." });
}

function decode(utf8: TextDecoder, chunk: Uint8Array, at: { readonly name: string; readonly line: number }): string {
  try {
    return utf8.decode(chunk, { stream: true });
  } catch {
    throw refusal(at, {
      detail: `The file is not UTF-8, at or after line ${at.line}.`,
      line: at.line,
      todo: "Save it as CSV UTF-8.",
    });
  }
}

function columnsOf(source: TableSource, header: readonly string[], options: ReadOptions): ReadonlyMap<string, number> {
  if (header.length > MOST_COLUMNS) throw refusal(source, { detail: `More than ${MOST_COLUMNS} columns.`, line: 1 });
  const doubled = header.find((name, place) => name !== "" && header.indexOf(name) !== place);
  if (doubled !== undefined) throw refusal(source, { detail: `The column "${doubled}" occurs twice.`, line: 1 });
  const places = new Map(header.map((name, place) => [name, place]));
  for (const [target, from] of options.map ?? []) {
    const place = places.get(from);
    if (place === undefined) {
      throw refusal(source, { detail: `There is no column "${from}" to map to ${target}.`, found: header.join(", ") });
    }
    places.set(target, place);
  }
  const missing = options.required.filter((name) => !places.has(name));
  if (missing.length === 0) return places;
  throw refusal(source, {
    detail: `Missing columns: ${missing.join(", ")}.`,
    line: 1,
    expected: options.required.join(", "),
    found: header.join(", "),
    todo: "Name the file's columns with --map target=source.",
  });
}

function rowOf(record: readonly string[], row: number, columns: ReadonlyMap<string, number>): TableRow {
  return {
    row,
    cell(column) {
      const place = columns.get(column);
      const text = place === undefined ? undefined : record[place];
      return text === undefined || text === "" ? undefined : text;
    },
  };
}

/** The names of a table's columns as its file has them. */
export async function headerOf(source: TableSource): Promise<readonly string[]> {
  const parser = parse({ bom: true, trim: true, to: 1, max_record_size: LONGEST_FIELD * 8 });
  const feeding = feed(source, parser).catch((error: Error) => parser.destroy(error));
  try {
    for await (const record of parser) return record as readonly string[];
  } catch (error) {
    throw asProblem(source, error);
  } finally {
    parser.destroy();
    void feeding;
  }
  throw refusal(source, { detail: "The file is empty.", expected: "a header and rows" });
}

type Refusal = {
  readonly detail: string;
  readonly line?: number;
  readonly expected?: string;
  readonly found?: string;
  readonly todo?: string;
};

function refusal(source: { readonly name: string }, what: Refusal): Problem {
  return new Problem({ code: "table-invalid", file: source.name, ...what });
}

function asProblem(source: TableSource, error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  if (!("code" in error) || !String(error.code).startsWith("CSV_")) return error;
  const line = "lines" in error && typeof error.lines === "number" && error.lines > 0 ? { line: error.lines } : {};
  return refusal(source, { detail: `This is not a valid CSV file: ${error.message}`, ...line });
}
