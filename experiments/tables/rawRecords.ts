import type { Ask, TableSource } from "./ask.ts";
import { Utf8Chunks } from "./bytes.ts";
import { appendTo } from "./byteWindow.ts";
import { utf8Text, windowsText } from "./cell.ts";
import { checkSaid } from "./checkSaid.ts";
import { type Planned, planColumns } from "./columnPlan.ts";
import { type Head, readHead } from "./head.ts";
import { Mistakes } from "./mistakes.ts";
import { HEAD_BYTES } from "./readHeader.ts";
import { ESCAPED, LONGEST_ROW, RecordScanner, STRAY, type Window } from "./recordScanner.ts";
import { brokenQuotes, STRAY_QUOTE, tooLong, wrongWidth } from "./rowMistakes.ts";

/** A record of a table as it is written: every cell, by its place, nothing trimmed. */
export type RawRecord = { readonly line: number; readonly cells: readonly string[] };
/** A table whose cells are to stay as they are. */
export type RawTable = {
  readonly header: readonly string[];
  /** The asked columns that the file has. */
  readonly columns: readonly Planned[];
  readonly notes: readonly string[];
  readonly records: AsyncGenerator<RawRecord>;
};

/** Reads all cells of a delimited text as texts: to write them again, not to judge them. Throws a Problem where a record
 *  has more or fewer cells than the header, for quotation marks that leave cells open, and for bytes that are no text. */
export async function readRaw(source: TableSource, ask: Ask): Promise<RawTable> {
  const mistakes = new Mistakes(source.name);
  const notes = [...(source.notes ?? [])];
  checkSaid(ask, mistakes);
  const utf8 = new Utf8Chunks({ said: ask.said?.encoding, mistakes, notes });
  const chunks = texts(source, utf8)[Symbol.asyncIterator]();
  const window: Window = { bytes: new Uint8Array(1 << 16), at: 0, have: 0, isFinal: false };
  while (!window.isFinal && window.have < HEAD_BYTES) await more(window, chunks, { mistakes, line: 1 });
  const head = readHead(window, ask, { mistakes, notes });
  const columns = planColumns(head, ask, { mistakes, notes });
  window.at = head.start;
  const asked = new Set(columns.map(({ place }) => place));
  return { header: head.names, columns, notes, records: recordsOf({ window, head, mistakes, chunks, asked }) };
}

async function* texts({ chunks }: TableSource, utf8: Utf8Chunks): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield utf8.push(chunk);
  yield utf8.finish();
}

type Chunks = AsyncIterator<Uint8Array>;
type At = { readonly mistakes: Mistakes; readonly line: number };

async function more(window: Window, chunks: Chunks, at: At): Promise<void> {
  const { value, done } = await chunks.next();
  if (done) window.isFinal = true;
  else appendTo(window, value, at);
}

type Reading = {
  readonly window: Window;
  readonly head: Head;
  readonly mistakes: Mistakes;
  readonly chunks: Chunks;
  /** Places of the asked columns. */
  readonly asked: ReadonlySet<number>;
};

async function* recordsOf({ window, head, mistakes, chunks, asked }: Reading): AsyncGenerator<RawRecord> {
  const width = head.names.length;
  for await (const { scanner, line } of scanned({ window, mistakes, chunks }, head)) {
    if (scanner.isBlank) continue;
    const isTrailing = head.isTrailing && scanner.cells === width + 1 && lengthOf(scanner, width) === 0;
    if (scanner.cells !== width && !isTrailing) mistakes.stop(wrongWidth(scanner, width, line));
    yield { line, cells: cellsOf(scanner, { window, mistakes, line, width, asked, names: head.names }) };
  }
}

/** Every record of comma-separated UTF-8 as Saydo itself writes it, the header as any other. Throws a Problem where it is
 *  none. */
export async function* readOwnRecords(source: TableSource): AsyncGenerator<readonly string[]> {
  const mistakes = new Mistakes(source.name);
  const utf8 = new Utf8Chunks({ mistakes, notes: [] });
  const window: Window = { bytes: new Uint8Array(1 << 16), at: 0, have: 0, isFinal: false };
  const asked = new Set<number>();
  const reading = { window, mistakes, asked, chunks: texts(source, utf8)[Symbol.asyncIterator]() };
  for await (const { scanner, line } of scanned(reading, { delimiter: COMMA, startLine: 1 })) {
    const isEmptyLine = scanner.cells === 1 && scanner.end - window.at <= 2 && scanner.isBlank;
    if (!isEmptyLine) yield cellsOf(scanner, { window, mistakes, line, width: scanner.cells, asked, names: [] });
  }
}

const COMMA = 44;

type Scanned = { readonly scanner: RecordScanner; readonly line: number };

/** One record after another; each is valid until the next is asked for. */
async function* scanned(
  { window, mistakes, chunks }: Omit<Reading, "head" | "asked">,
  { delimiter, startLine }: Pick<Head, "delimiter" | "startLine">,
): AsyncGenerator<Scanned> {
  const scanner = new RecordScanner(delimiter, null);
  let line = startLine;
  for (;;) {
    const state = window.at < window.have ? scanner.scan(window) : "more";
    if (state === "broken") mistakes.stop(brokenQuotes(scanner, window, line));
    if (state === "more") {
      if (window.isFinal) break;
      if (window.have - window.at > LONGEST_ROW) mistakes.stop(tooLong(line));
      await more(window, chunks, { mistakes, line });
      continue;
    }
    yield { scanner, line };
    line += scanner.lines;
    window.at = scanner.end;
  }
}

function lengthOf({ spans }: RecordScanner, place: number): number {
  return spans[2 * place + 1]! - spans[2 * place]!;
}

type Place = Pick<Reading, "window" | "mistakes" | "asked"> & {
  readonly line: number;
  readonly width: number;
  readonly names: readonly string[];
};

function cellsOf({ spans, marks }: RecordScanner, at: Place): readonly string[] {
  return Array.from({ length: at.width }, (_, place) => {
    const bytes = at.window.bytes.subarray(spans[2 * place], spans[2 * place + 1]);
    const text = utf8Text(bytes);
    if (text === null) return at.mistakes.stop(notUtf8(bytes, at, place));
    if (marks[place] === STRAY && at.asked.has(place) && !EXCEL_TEXT.test(text.trim())) {
      const where = { line: at.line, column: place + 1, path: at.names[place] ?? "" };
      return at.mistakes.stop({ ...where, found: text.slice(0, 60), ...STRAY_QUOTE });
    }
    return marks[place] === ESCAPED ? text.replaceAll('""', '"') : text;
  });
}

const EXCEL_TEXT = /^="[^"]*"$/;

function notUtf8(bytes: Uint8Array, { line, names }: Place, place: number) {
  return {
    line,
    column: place + 1,
    path: names[place] ?? "",
    detail: "This cell is not UTF-8.",
    expected: "text in UTF-8",
    found: `"${windowsText(bytes).slice(0, 60)}" if the file is windows-1252`,
    todo: "Save the file as CSV UTF-8, or name its encoding, such as --encoding windows-1252.",
  };
}
