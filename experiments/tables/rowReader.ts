import type { Ask } from "./ask.ts";
import { type Cell, textOf } from "./cell.ts";
import { NOWHERE, type Planned } from "./columnPlan.ts";
import { type ColumnReader, refuseCell, type Shared } from "./columns/columnReader.ts";
import { readerOf } from "./columns/readerOf.ts";
import type { Head } from "./head.ts";
import { judgeMarks } from "./judgeMarks.ts";
import { Lines } from "./lines.ts";
import type { Mistake, Mistakes } from "./mistakes.ts";
import { MomentReader } from "./momentReader.ts";
import { NumberReader } from "./numbers.ts";
import { OnlyRows } from "./onlyRows.ts";
import { ESCAPED, QUOTE, type RecordScanner, STRAY, type Window } from "./recordScanner.ts";
import { STRAY_QUOTE, wrongWidth } from "./rowMistakes.ts";
import type { Table } from "./table.ts";
import { withProducts } from "./timesColumn.ts";
import { refuseRepeated } from "./unique.ts";

const COMMA = 44;
const EQUALS = 61;

export type RowsOf = {
  readonly mistakes: Mistakes;
  readonly notes: string[];
  readonly window: Window;
  /** Finds the records in the window; also for others who read them. */
  readonly scanner: RecordScanner;
  readonly head: Head;
  readonly columns: readonly Planned[];
  readonly ask: Ask;
  /** Rows to make room for; the rows of a batch when `isBatch`. */
  readonly capacity: number;
  readonly isBatch: boolean;
};

type Reading = {
  readonly plan: Planned;
  readonly at: Parameters<typeof refuseCell>[0];
  readonly reader: ColumnReader;
  /** What a given column holds. */
  readonly text: Uint8Array;
};

/** Reads the rows below a header into columns. */
export class RowReader {
  private rows = 0;
  private unreadable: number[] = [];
  private wrong = new Map<number, readonly Mistake[]>();
  private unreadableLine = 0;
  private firstWrong: readonly Mistake[] | undefined;
  private wrongTotal = 0;
  private total = 0;
  private records = 0;
  private capacity: number;
  private hasLineEnd = true;
  private escaped = new Uint8Array(1 << 10);
  private lines = new Lines();
  private readonly options: RowsOf;
  private readonly scanner: RecordScanner;
  private readonly only: readonly OnlyRows[];
  private readonly columns: readonly Reading[];
  private readonly shared: Shared;
  private readonly encoder = new TextEncoder();
  private readonly cell: Cell;
  /** The place of the column that says why a row is empty. */
  private readonly blankBy: number | undefined;

  constructor(options: RowsOf) {
    const { head, ask, columns, mistakes, notes } = options;
    this.options = options;
    this.capacity = options.capacity;
    this.scanner = options.scanner;
    for (const { place } of columns) if (place !== NOWHERE) this.scanner.want(place);
    this.blankBy = columns.find(({ name }) => name === ask.leftBlankBy)?.place;
    this.only = OnlyRows.of(ask, head);
    for (const { place, sharedPlace } of this.only) {
      this.scanner.want(place);
      if (sharedPlace !== null) this.scanner.want(sharedPlace);
    }
    const { zone, dateFormat, decimal } = ask.said ?? {};
    this.shared = {
      mistakes,
      notes,
      numbers: new NumberReader({ commasSeparate: head.delimiter === COMMA, decimal }),
      moments: new MomentReader({ zone, dateFormat }, mistakes),
    };
    this.columns = columns.map((plan) => {
      const at = { ...plan, capacity: options.capacity, shared: this.shared };
      const text = this.encoder.encode(plan.made?.is === "given" ? plan.made.text : "");
      return { plan, at, reader: readerOf(at, ask.said), text };
    });
    this.cell = { bytes: options.window.bytes, from: 0, to: 0, row: 0, line: 0 };
  }

  /** Reads the record that the scanner found, which begins in `line` of the text; returns the batch that became full. */
  read(line: number): Table | null {
    const { mistakes, isBatch } = this.options;
    this.readRecord(line);
    if (mistakes.isFull) mistakes.throwAny();
    return isBatch && this.rows === this.capacity ? this.take() : null;
  }

  /** The rows that are left, when the whole table has no mistake. */
  finish(): Table {
    const { mistakes, ask } = this.options;
    this.tellLeftOut();
    const mayBeEmpty = ask.mayBeEmpty === true || this.only.some(({ what }) => what === null);
    if (this.total === 0 && mistakes.isEmpty && !mayBeEmpty) mistakes.stop(noRows(this.shared.notes, this.only.length));
    // A file of which no row can be read is not read as it should be.
    if (this.wrongTotal === this.total) for (const mistake of this.firstWrong ?? []) mistakes.add(mistake);
    judgeMarks(this.shared);
    for (const { reader } of this.columns) reader.finish();
    if (this.unreadable.length > 0 && ask.wrongRows === "missing") {
      const line = `the first is line ${this.unreadableLine}`;
      this.shared.notes.push(`Rows that cannot be read were left out: ${this.unreadable.length} (${line}).`);
    }
    if (!this.hasLineEnd && this.total > 1) {
      this.shared.notes.push("The last line has no line end: check that the file was not cut off.");
    }
    if (this.shared.moments.twice > 0) {
      const { twice, zone } = this.shared.moments;
      const came = twice === 1 ? "1 time came" : `${twice} times came`;
      this.shared.notes.push(`${came} twice on clocks in ${zone}; the earlier was taken.`);
    }
    mistakes.throwAny();
    const table = this.take();
    const { unique, within = [] } = ask;
    if (unique) refuseRepeated(table, { unique, within }, this.shared);
    return table;
  }

  private readRecord(line: number): void {
    const { scanner } = this;
    const { head, mistakes } = this.options;
    if (scanner.isBlank) return;
    this.hasLineEnd = scanner.hasLineEnd;
    const width = head.names.length;
    const isTrailing = head.isTrailing && scanner.cells === width + 1 && !scanner.isOverfull;
    if (scanner.cells !== width && !isTrailing) {
      mistakes.add(wrongWidth(scanner, width, line));
      return;
    }
    this.records += 1;
    const { cell } = this;
    cell.line = line;
    for (const only of this.only) {
      if (!this.isTaken(only)) return;
    }
    if (this.rows === this.capacity) this.grow();
    cell.row = this.rows;
    this.readCells();
    const wrong = mistakes.takeOfRow();
    if (wrong.length > 0) this.settle(wrong);
    this.lines.add(this.rows, line);
    this.rows += 1;
    this.total += 1;
  }

  /** A row with cells that cannot be read refuses the table, or is missing. */
  private settle(wrong: readonly Mistake[]): void {
    const { mistakes, ask } = this.options;
    if (ask.wrongRows === undefined) {
      for (const mistake of wrong) mistakes.add(mistake);
      return;
    }
    if (ask.wrongRows === "listed") {
      this.wrong.set(this.rows, wrong);
      this.firstWrong ??= wrong;
      this.wrongTotal += 1;
    }
    this.unreadable.push(this.rows);
    this.unreadableLine ||= this.cell.line;
    for (const { plan, reader } of this.columns) if (!isText(plan)) reader.miss(this.rows);
  }

  private isTaken(only: OnlyRows): boolean {
    const { cell } = this;
    let shared: string | null = null;
    if (only.sharedPlace !== null) {
      this.moveTo(only.sharedPlace);
      shared = textOf(cell);
    }
    this.moveTo(only.place);
    return only.takes(cell, shared);
  }

  private readCells(): void {
    const { cell, scanner } = this;
    let isBlank = false;
    if (this.blankBy !== undefined) {
      this.moveTo(this.blankBy);
      isBlank = cell.from < cell.to;
    }
    for (const column of this.columns) {
      if (isBlank && !isText(column.plan)) {
        column.reader.miss(cell.row);
        continue;
      }
      const { place } = column.plan;
      if (place === NOWHERE) this.moveToMade(column);
      else this.moveTo(place);
      if (scanner.marks[place] === STRAY) this.refuseStray(column);
      column.reader.read(cell);
    }
  }

  /** Moves the cell to a place of the record: trimmed, doubled quotation marks made one. */
  private moveTo(place: number): void {
    const { cell, scanner } = this;
    let bytes = this.options.window.bytes;
    let from = scanner.spans[2 * place]!;
    let to = scanner.spans[2 * place + 1]!;
    if (scanner.marks[place] === ESCAPED) {
      to = this.unescape(from, to);
      from = 0;
      bytes = this.escaped;
    }
    while (from < to && isSpace(bytes[from]!)) from += 1;
    while (to > from && isSpace(bytes[to - 1]!)) to -= 1;
    cell.bytes = bytes;
    cell.from = from;
    cell.to = to;
  }

  /** Moves the cell to what a column holds that is in none of the file's. */
  private moveToMade({ plan, text }: Reading): void {
    const { cell } = this;
    cell.bytes = plan.made?.is === "count" ? this.encoder.encode(String(this.total)) : text;
    cell.from = 0;
    cell.to = cell.bytes.length;
  }

  private tellLeftOut(): void {
    for (const { what, leftOut } of this.only) {
      if (what === null || leftOut === 0) continue;
      this.shared.notes.push(`Left out: ${leftOut === 1 ? "1 row" : `${leftOut} rows`}, ${what}.`);
    }
  }

  private unescape(from: number, to: number): number {
    const { bytes } = this.options.window;
    if (to - from > this.escaped.length) this.escaped = new Uint8Array(2 * (to - from));
    let length = 0;
    for (let at = from; at < to; at++) {
      this.escaped[length] = bytes[at]!;
      length += 1;
      if (bytes[at] === QUOTE) at += 1;
    }
    return length;
  }

  /** ="00042" is how Excel's users keep zeros; any other quotation mark in unquoted text is a mistake. */
  private refuseStray({ at }: Reading): void {
    const { bytes, from, to } = this.cell;
    if (bytes[from] === EQUALS && bytes[from + 1] === QUOTE && bytes[to - 1] === QUOTE && to - from > 2) return;
    refuseCell(at, this.cell, STRAY_QUOTE);
  }

  private grow(): void {
    this.capacity = Math.ceil(1.5 * this.capacity);
    for (const { reader } of this.columns) reader.grow(this.capacity);
  }

  private take(): Table {
    const { head, notes, ask } = this.options;
    const { rows, records, lines, unreadable, wrong } = this;
    const columns = withProducts(
      Object.fromEntries(this.columns.map(({ plan, reader }) => [plan.name, reader.column(rows)])),
    );
    for (const { reader } of this.options.isBatch ? this.columns : []) reader.renew(ask.texts ?? "shared");
    this.rows = 0;
    this.lines = new Lines();
    this.unreadable = [];
    this.wrong = new Map();
    return { rows, records, unreadable, wrong, columns, header: head.names, notes, lineOf: (row) => lines.of(row) };
  }
}

function isText({ asked }: Planned): boolean {
  return asked.kind === "id" || asked.kind === "text";
}

function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 10) || byte === 13;
}

function noRows(notes: readonly string[], rules: number) {
  const leftOut = notes.filter((note) => note.startsWith("Left out: "));
  const isLeftOut = rules > 0 && leftOut.length > 0;
  return {
    detail: isLeftOut ? "The table has no row that the recipe reads." : "The table has no rows.",
    expected: "a header and at least one row",
    found: isLeftOut ? leftOut.join(" ") : "a header only",
    todo: "Check that this is the file you meant.",
  };
}
