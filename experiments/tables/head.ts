import type { Ask } from "./ask.ts";
import { utf8Text, windowsText } from "./cell.ts";
import { wantedColumns } from "./columnPlan.ts";
import type { Mistakes } from "./mistakes.ts";
import { HeaderNames, tidyName } from "./names.ts";
import { ESCAPED, RecordScanner, type Window } from "./recordScanner.ts";

/** Where the rows of a table begin, and what the columns are called. */
export type Head = {
  readonly delimiter: number;
  /** Tidy names; "" where there is none. */
  readonly names: readonly string[];
  /** The header's line. */
  readonly line: number;
  /** First byte and line behind the header (and behind what Qualtrics writes there). */
  readonly start: number;
  readonly startLine: number;
  /** Whether every row ends with a separator that the header does not have. */
  readonly isTrailing: boolean;
  /** Bytes of a row, by the first ones. */
  readonly rowBytes: number;
};

type HeadRecord = {
  readonly line: number;
  readonly nextLine: number;
  readonly from: number;
  readonly to: number;
  readonly cells: readonly string[];
  /** The first cell that is not UTF-8. */
  readonly strange: number | null;
};
type Candidate = { readonly delimiter: number; readonly records: readonly HeadRecord[]; readonly place: number };
type Telling = { readonly mistakes: Mistakes; readonly notes: string[] };

const SEPARATORS: ReadonlyMap<number, string> = new Map([
  [44, "commas"],
  [59, "semicolons"],
  [9, "tabs"],
  [124, "bars"],
]);
const HEADER_AMONG = 8;
const LOOKED_AT = 20;
const SOME_ROW_BYTES = 100;
/** Points of an asked name. */
const A_NAME = 1000;
const MOST_COLUMNS = 20_000;

/** Finds separator and header: of comma, semicolon, tab and bar, and of the first eight records, the pair under which
 *  the asked names are found. Lines before it and Qualtrics' further header rows are left out with a note. */
export function readHead(window: Window, ask: Ask, { mistakes, notes }: Telling): Head {
  const said = ask.said?.delimiter;
  const separators = said === undefined ? [...SEPARATORS.keys()] : [said.charCodeAt(0)];
  const candidates = separators.flatMap((delimiter): readonly Candidate[] => {
    const records = firstRecords(window, delimiter);
    return records.slice(0, HEADER_AMONG).map((_, place) => ({ delimiter, records, place }));
  });
  const isTooWide = separators.some((delimiter) => hasTooWide(window, delimiter));
  const [best] = candidates
    .map((candidate) => ({ ...candidate, points: pointsOf(candidate, ask) }))
    .sort((a, b) => b.points - a.points);
  const record = best?.records[best.place];
  if (isTooWide && (best?.points ?? 0) < A_NAME) return mistakes.stop(tooWide());
  if (best === undefined || record === undefined) return mistakes.stop(isBlank(window) ? noHeader() : tooWide());
  if (record.strange !== null) mistakes.stop(strangeHeader(record, record.strange));
  if (best.delimiter !== 44) notes.push(`Cells are separated by ${nameOf(best.delimiter)}.`);
  if (best.place > 0) {
    notes.push(`The header is line ${record.line}; ${counted(best.place, "line")} before it left out.`);
  }
  return headFrom(best, record, notes);
}

function headFrom({ delimiter, records, place }: Candidate, record: HeadRecord, notes: string[]): Head {
  const { last, names } = behindHeader(records.slice(place, place + 3), record, notes);
  const body = records.slice(records.indexOf(last) + 1);
  const [first] = body;
  const end = body.at(-1);
  return {
    delimiter,
    names,
    line: record.line,
    start: last.to,
    startLine: last.nextLine,
    isTrailing: body.length > 0 && body.every(({ cells }) => cells.length === names.length + 1 && cells.at(-1) === ""),
    rowBytes: first === undefined || end === undefined ? SOME_ROW_BYTES : (end.to - first.from) / body.length,
  };
}

/** Qualtrics writes the questions and their ids under its header; its old form writes the ids first and names below. */
function behindHeader([, second, third]: readonly HeadRecord[], header: HeadRecord, notes: string[]) {
  const names = header.cells.map(tidyName);
  const hasIds = (record: HeadRecord | undefined) => record?.cells.some((cell) => cell.startsWith('{"ImportId"'));
  if (third !== undefined && hasIds(third)) {
    notes.push(`Qualtrics' questions and ids, lines ${second?.line} to ${third.nextLine - 1}, were left out.`);
    return { last: third, names };
  }
  if (second !== undefined && hasIds(second)) {
    notes.push(`Qualtrics' ids, line ${second.line}, were left out.`);
    return { last: second, names };
  }
  const named = oldFormNames(names, second);
  if (named === null || second === undefined) return { last: header, names };
  notes.push(`Qualtrics' questions, line ${second.line}, were left out.`);
  return { last: second, names: named };
}

/** The names of a header in Qualtrics' old form, which has V1, V2 … where the line below has the names; null for another. */
function oldFormNames(names: readonly string[], below: HeadRecord | undefined): readonly string[] | null {
  const isOldForm = names.includes("V1") && below?.cells.slice(0, 10).includes("ResponseID");
  if (!isOldForm || below === undefined) return null;
  return names.map((name, place) => (/^V\d+$/.test(name) ? tidyName(below.cells[place] ?? name) : name));
}

/** The more asked names are found the better, then the more records have the header's width. */
function pointsOf({ records, place }: Candidate, ask: Ask): number {
  const record = records[place];
  if (record === undefined) return 0;
  const tidy = record.cells.map(tidyName);
  const names = new HeaderNames(oldFormNames(tidy, records[place + 1]) ?? tidy);
  let found = 0;
  let missing = 0;
  for (const wanted of wantedColumns(ask)) {
    if (names.placesOf(wanted).length > 0) found += 1;
    else if (wanted.asked.required) missing += 1;
  }
  const after = records.slice(place + 1);
  const even = after.filter(({ cells }) => cells.length === record.cells.length).length;
  const evenness = after.length === 0 ? 0 : even / after.length;
  return A_NAME * found + (missing === 0 ? 500 : 0) + 10 * evenness + (record.cells.length > 1 ? 1 : 0) - 0.1 * place;
}

function firstRecords(window: Window, delimiter: number): readonly HeadRecord[] {
  const scanner = new RecordScanner(delimiter, null);
  const from = { ...window };
  const records: HeadRecord[] = [];
  let line = 1;
  while (from.at < from.have && records.length < LOOKED_AT && scanner.scan(from) === "whole") {
    const nextLine = line + scanner.lines;
    if (scanner.cells > MOST_COLUMNS) break;
    if (!scanner.isBlank) records.push(recordOf(scanner, from, { line, nextLine }));
    line = nextLine;
    from.at = scanner.end;
  }
  return records;
}

function hasTooWide(window: Window, delimiter: number): boolean {
  const scanner = new RecordScanner(delimiter, null);
  return scanner.scan({ ...window }) === "whole" && scanner.cells > MOST_COLUMNS;
}

function isBlank({ bytes, at, have }: Window): boolean {
  for (let place = at; place < have; place++) if (bytes[place]! > 32) return false;
  return true;
}

type Lines = { readonly line: number; readonly nextLine: number };

function recordOf(scanner: RecordScanner, { bytes, at }: Window, lines: Lines): HeadRecord {
  let strange: number | null = null;
  const cells = Array.from({ length: scanner.cells }, (_, place) => {
    const cell = bytes.subarray(scanner.spans[2 * place], scanner.spans[2 * place + 1]);
    const text = utf8Text(cell);
    if (text === null) strange ??= place;
    const shown = text ?? windowsText(cell);
    return scanner.marks[place] === ESCAPED ? shown.replaceAll('""', '"') : shown;
  });
  return { ...lines, from: at, to: scanner.end, cells, strange };
}

function strangeHeader({ line, cells }: HeadRecord, place: number) {
  return {
    line,
    column: place + 1,
    detail: "The header is not UTF-8.",
    expected: "column names in UTF-8",
    found: `"${cells[place]}" if the file is windows-1252`,
    todo: "Save the file as CSV UTF-8, or name its encoding, such as --encoding windows-1252.",
  };
}

function noHeader() {
  return {
    detail: "The file is empty.",
    expected: "a header and at least one row",
    found: "nothing",
    todo: "Check that this is the file you meant.",
  };
}

function tooWide() {
  return {
    line: 1,
    detail: "No header was found: the first line does not end, or has more columns than a table.",
    expected: `a header of at most ${MOST_COLUMNS} columns and 1 MiB`,
    found: "more",
    todo: "Check that this is the file you meant, or name what separates its cells with --delimiter.",
  };
}

function nameOf(delimiter: number): string {
  return SEPARATORS.get(delimiter) ?? `"${String.fromCharCode(delimiter)}"`;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
