/** Bytes of a table in memory: those before `at` are read, those from `have` on are not yet there. */
export type Window = { bytes: Uint8Array; at: number; have: number; isFinal: boolean };

/** A record of more bytes is taken for one without an end. */
export const LONGEST_ROW = 8 << 20;
const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 32;
export const QUOTE = 34;
const ENDS_CELL = 1;

/** A record was read; more bytes are needed; the quotation marks are broken. */
export type Scan = "whole" | "more" | "broken";
export const ESCAPED = 1;
export const STRAY = 2;

/** Finds the cells of one record after another in delimited text (RFC 4180; any line end). Keeps the places of the
 *  cells that are wanted and no others. */
export class RecordScanner {
  readonly delimiter: number;
  /** Of each wanted cell where it begins and where it is over. */
  spans: Int32Array;
  /** Of each wanted cell whether it holds doubled (ESCAPED) or unquoted (STRAY) quotation marks. */
  marks: Uint8Array;
  /** The last record: its cells, line ends, place behind it. */
  cells = 0;
  lines = 0;
  end = 0;
  isBlank = true;
  /** Whether a cell beyond the wanted width holds something. */
  isOverfull = false;
  /** The last cell with a quotation mark inside unquoted text; −1 = none. */
  strayCell = -1;
  hasLineEnd = true;
  /** What is wrong with a broken record, at which byte and how many line ends into it. */
  broken: { readonly kind: "unclosed" | "behind"; readonly at: number; readonly lines: number } | null = null;
  private readonly wanted: Uint8Array | null;
  private readonly special = new Uint8Array(256);
  /** Bytes above this one are never special. */
  private readonly highest: number;
  private from = 0;
  private to = 0;
  private stop = 0;
  private mark = 0;

  /** `wanted` has a 1 for each cell to keep; null keeps all of them. */
  constructor(delimiter: number, wanted: Uint8Array | null) {
    this.delimiter = delimiter;
    this.wanted = wanted;
    const width = wanted?.length ?? 64;
    this.spans = new Int32Array(2 * width);
    this.marks = new Uint8Array(width);
    for (const byte of [delimiter, LF, CR]) this.special[byte] = ENDS_CELL;
    this.special[QUOTE] = 2;
    this.highest = Math.max(delimiter, QUOTE);
  }

  /** Keeps the cell at this place, too. */
  want(place: number): void {
    if (this.wanted !== null) this.wanted[place] = 1;
  }

  /** Scans the record that begins at the window's place; the place itself stays. In one loop over local names, as every
   *  byte of every table passes here. */
  scan(window: Window): Scan {
    this.begin();
    const { bytes, have, isFinal } = window;
    const { special, delimiter, highest, wanted } = this;
    let at = window.at;
    for (; ; at += 1) {
      let from = at;
      let mark = 0;
      let to = at;
      if (at < have && bytes[at] === QUOTE) {
        const state = this.scanQuoted(window, at + 1);
        if (state !== "whole") return state;
        from = this.from;
        to = this.to;
        mark = this.mark;
        at = this.stop;
      } else {
        while (at < have && (bytes[at]! > highest || special[bytes[at]!] === 0)) at += 1;
        if (at < have && bytes[at] === QUOTE) {
          mark = STRAY;
          this.strayCell = this.cells;
          while (at < have && special[bytes[at]!] !== ENDS_CELL) at += 1;
        }
        if (at === have && !isFinal) return "more";
        to = at;
      }
      if (this.isBlank) this.isBlank = isSpace(bytes, from, to);
      if (wanted === null || wanted[this.cells] !== 0) this.keep(from, to, mark);
      this.cells += 1;
      if (at === have || bytes[at] !== delimiter) return this.endRecord(window, at);
    }
  }

  private begin(): void {
    this.cells = 0;
    this.lines = 0;
    this.isBlank = true;
    this.isOverfull = false;
    this.strayCell = -1;
    this.hasLineEnd = true;
  }

  /** The record ends here, at a line end or that of the file. */
  private endRecord({ bytes, have, isFinal }: Window, at: number): Scan {
    this.hasLineEnd = at < have;
    this.end = at;
    if (at === have) return "whole";
    this.end += 1;
    if (bytes[at] === CR) {
      if (at + 1 === have && !isFinal) return "more";
      if (at + 1 < have && bytes[at + 1] === LF) this.end += 1;
    }
    this.lines += 1;
    return "whole";
  }

  private scanQuoted({ bytes, have, isFinal }: Window, from: number): Scan {
    let at = from;
    let lines = 0;
    this.mark = 0;
    for (;;) {
      for (; at < have; at++) {
        const byte = bytes[at]!;
        if (byte === QUOTE) break;
        if (byte === LF || byte === CR) lines += endsLine(bytes, at);
      }
      if (at >= have) return isFinal ? this.break("unclosed", from - 1, this.lines) : "more";
      if (at + 1 === have && !isFinal) return "more";
      if (at + 1 === have || bytes[at + 1] !== QUOTE) break;
      this.mark = ESCAPED;
      at += 2;
    }
    this.lines += lines;
    this.from = from;
    this.to = at;
    at += 1;
    while (at < have && this.special[bytes[at]!] === 0 && (bytes[at] === SPACE || bytes[at] === TAB)) at += 1;
    if (at === have && !isFinal) return "more";
    if (at < have && this.special[bytes[at]!] !== ENDS_CELL) return this.break("behind", at, this.lines);
    this.stop = at;
    return "whole";
  }

  private break(kind: "unclosed" | "behind", at: number, lines: number): Scan {
    this.broken = { kind, at, lines };
    return "broken";
  }

  /** Keeps the cell where it is wanted, or there is no place for it. */
  private keep(from: number, to: number, mark: number): void {
    const { cells, wanted } = this;
    if (wanted === null && cells === this.marks.length) this.widen();
    if (cells < this.marks.length) {
      this.spans[2 * cells] = from;
      this.spans[2 * cells + 1] = to;
      this.marks[cells] = mark;
    } else if (to > from) this.isOverfull = true;
  }

  private widen(): void {
    const spans = new Int32Array(2 * this.spans.length);
    spans.set(this.spans);
    const marks = new Uint8Array(2 * this.marks.length);
    marks.set(this.marks);
    this.spans = spans;
    this.marks = marks;
  }
}

/** 1 where a line ends, the two bytes of Windows counted once. */
function endsLine(bytes: Uint8Array, at: number): number {
  return bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF) ? 1 : 0;
}

function isSpace(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at]! > SPACE) return false;
  return true;
}
