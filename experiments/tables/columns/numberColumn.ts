import { type Cell, shownCell } from "../cell.ts";
import type { Column } from "../table.ts";
import { type ColumnPlace, type ColumnReader, expectedOf, isMissing, refuseCell } from "./columnReader.ts";
import { Sample } from "./sample.ts";

/** Medians of milliseconds below and above which another unit is likelier; judged from ten values on. */
const SECONDS_BELOW = 20;
const MICROSECONDS_ABOVE = 100_000;
const JUDGED_FROM = 10;
const LARGEST_COUNT = 2 ** 31 - 1;

/** Milliseconds in each unit that `--unit` takes. */
export const UNITS: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1000],
  ["us", 0.001],
]);

const WORDS: ReadonlyMap<string, number> = new Map([
  ["true", 1],
  ["false", 0],
]);

/** Numbers and counts; a column may hold `true` and `false` instead, which is noted. `unit` is the one the caller names. */
export class NumberColumn implements ColumnReader {
  private values: Float64Array | Int32Array;
  private readonly at: ColumnPlace;
  private readonly isCount: boolean;
  private readonly factor: number;
  private readonly sample: Sample | null;
  private readonly lowest: number;
  private readonly highest: number;
  private outside = 0;
  private outsideLine = 0;
  private firstLine = 0;
  /** Whether the cells are `true` and `false`, as the first one says; null before it. */
  private isWords: boolean | null = null;

  constructor(at: ColumnPlace, unit: string | undefined) {
    this.at = at;
    this.isCount = at.asked.kind === "count";
    this.values = this.room(at.capacity);
    this.factor = UNITS.get(unit ?? "ms") ?? 1;
    this.sample = at.asked.unit === "ms" && unit === undefined ? new Sample() : null;
    this.lowest = at.asked.range?.[0] ?? (this.isCount ? 0 : Number.NEGATIVE_INFINITY);
    this.highest = at.asked.range?.[1] ?? (this.isCount ? LARGEST_COUNT : Number.POSITIVE_INFINITY);
  }

  read(cell: Cell): void {
    const missing = this.isCount ? -1 : Number.NaN;
    if (isMissing(this.at, cell)) {
      this.values[cell.row] = missing;
      return;
    }
    const number = this.at.shared.numbers.read(cell);
    const word = Number.isNaN(number) ? this.wordIn(cell) : undefined;
    const isWord = word !== undefined;
    this.isWords ??= isWord;
    const value = isWord !== this.isWords ? Number.NaN : (word ?? number) * this.factor;
    const isInside = value >= this.lowest && value <= this.highest;
    if (isInside && (!this.isCount || Number.isInteger(value))) {
      this.values[cell.row] = value;
      this.firstLine ||= cell.line;
      this.sample?.add(value);
      return;
    }
    this.values[cell.row] = missing;
    if (!Number.isNaN(value) && !isInside && this.at.asked.outside === "missing") {
      this.outside += 1;
      this.outsideLine ||= cell.line;
    } else refuseCell(this.at, cell, { expected: expectedOf(this.at), ...todoOf(this.at.name, cell, value) });
  }

  /** What `true` or `false` counts for, as R, a workbook and JSON write an outcome; no latency is one. */
  private wordIn(cell: Cell): number | undefined {
    return this.at.asked.unit === undefined ? WORDS.get(shownCell(cell).toLowerCase()) : undefined;
  }

  miss(row: number): void {
    this.values[row] = this.isCount ? -1 : Number.NaN;
  }

  grow(rows: number): void {
    const before = this.values;
    this.values = this.room(rows);
    this.values.set(before);
  }

  column(rows: number): Column {
    return this.values instanceof Int32Array
      ? { kind: "count", values: this.values.subarray(0, rows) }
      : { kind: "number", values: this.values.subarray(0, rows) };
  }

  renew(): void {
    this.values = this.room(this.values.length);
  }

  finish(): void {
    this.judgeUnit();
    const { head, asked, shared } = this.at;
    if (this.isWords === true) shared.notes.push(`In "${head}" true was read as 1, false as 0.`);
    if (this.outside === 0) return;
    const values = this.outside === 1 ? "1 value" : `${this.outside} values`;
    const range = asked.range?.join(" to ") ?? "";
    shared.notes.push(
      `${values} of "${head}" outside ${range} were taken as missing (the first in line ${this.outsideLine}).`,
    );
  }

  private judgeUnit(): void {
    const median = this.sample?.median(JUDGED_FROM) ?? Number.NaN;
    const looksLike =
      median >= 0 && median < SECONDS_BELOW ? "seconds" : median > MICROSECONDS_ABOVE ? "microseconds" : "";
    if (looksLike === "") return;
    const { name, head, place, shared } = this.at;
    const unit = looksLike === "seconds" ? "s" : "us";
    shared.mistakes.add({
      line: this.firstLine,
      column: place + 1,
      path: head,
      detail: `The values of "${head}" look like ${looksLike}.`,
      expected: "milliseconds",
      found: `a median of ${median}`,
      todo: `Say --unit ${name}=${unit} if they are ${looksLike}, --unit ${name}=ms if they are milliseconds.`,
    });
  }

  private room(rows: number): Float64Array | Int32Array {
    return this.isCount ? new Int32Array(rows) : new Float64Array(rows);
  }
}

const COMMA = 44;
const POINT = 46;
const MINUS = 45;

/** A number with a unit, a percent sign or marks between thousands. */
const MARKED = /^[+-]?\d[\d.,]*(?![\d.,]|[eE][+-]?\d)\D/;

/** How the caller can say what a cell means that is no number as it is written. */
function todoOf(name: string, cell: Cell, value: number): { readonly todo: string } {
  if (!Number.isNaN(value)) return { todo: "Correct the cell, or leave it empty when the value is missing." };
  let commas = 0;
  let points = 0;
  let others = 0;
  for (const byte of cell.bytes.subarray(cell.from, cell.to)) {
    if (byte === COMMA) commas += 1;
    else if (byte === POINT) points += 1;
    else if ((byte < 48 || byte > 57) && byte !== MINUS) others += 1;
  }
  const text = shownCell(cell);
  if (text === "#FORMULA!") {
    return { todo: "The formula was never reckoned: open the workbook in Excel, save it there, and name it again." };
  }
  if (others > 0 && MARKED.test(text)) {
    return { todo: "Write the number alone, without a unit and without marks between thousands." };
  }
  if (others > 0) {
    const means = WORDS.get(text.toLowerCase()) ?? 0;
    const todo = `Correct it, or say what it means: --value "${name}:${text}=" is a missing value, --value "${name}:${text}=${means}" a number.`;
    return { todo };
  }
  if (commas + points > 1) return { todo: "Write the number without marks between thousands." };
  if (commas === 1) return { todo: "If the comma is the decimal mark, say --decimal , ; else remove it." };
  const isMarked = points === 1 && cell.to - cell.from > 1;
  return { todo: isMarked ? "If the point is the decimal mark, say --decimal ." : "Correct the cell." };
}
