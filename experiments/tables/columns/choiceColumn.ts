import { type Cell, shownCell, textOf } from "../cell.ts";
import { Dictionary } from "../dictionary.ts";
import { tidyText } from "../ids.ts";
import type { Column } from "../table.ts";
import { type ColumnPlace, type ColumnReader, expectedOf, isMissing, refuseCell } from "./columnReader.ts";

const MOST_CHOICES = 127;

/** One of a few levels; each different text is judged once. Throws RangeError for more than 127 levels. */
export class ChoiceColumn implements ColumnReader {
  private values: Int8Array;
  private readonly at: ColumnPlace;
  private readonly choices: readonly string[];
  private readonly dictionary = new Dictionary();
  private readonly levels: number[] = [];

  constructor(at: ColumnPlace) {
    this.at = at;
    this.choices = at.asked.choices ?? [];
    if (this.choices.length > MOST_CHOICES) throw new RangeError(`${at.name} has more than ${MOST_CHOICES} choices`);
    this.values = new Int8Array(at.capacity);
  }

  read(cell: Cell): void {
    if (isMissing(this.at, cell)) {
      this.values[cell.row] = -1;
      return;
    }
    const code = this.dictionary.code(cell.bytes, cell.from, cell.to);
    this.levels[code] ??= this.levelOf(cell);
    const level = this.levels[code];
    if (level < 0) this.refuse(cell);
    this.values[cell.row] = level;
  }

  private levelOf(cell: Cell): number {
    return this.choices.indexOf(tidyText(textOf(cell) ?? ""));
  }

  private refuse(cell: Cell): void {
    const todo = `Say what it means, such as --value "${this.at.name}:${shownCell(cell)}=${this.choices[0]}"`;
    refuseCell(this.at, cell, { expected: expectedOf(this.at), todo });
  }

  miss(row: number): void {
    this.values[row] = -1;
  }

  grow(rows: number): void {
    const before = this.values;
    this.values = new Int8Array(rows);
    this.values.set(before);
  }

  column(rows: number): Column {
    return { kind: "choice", values: this.values.subarray(0, rows), choices: this.choices };
  }

  renew(): void {
    this.values = new Int8Array(this.values.length);
  }

  finish(): void {}
}
