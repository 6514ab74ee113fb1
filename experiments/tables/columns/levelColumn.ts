import { type Cell, shownCell, textOf } from "../cell.ts";
import { Dictionary } from "../dictionary.ts";
import { tidyText } from "../ids.ts";
import type { Column } from "../table.ts";
import { type ColumnPlace, type ColumnReader, expectedOf, isMissing, refuseCell } from "./columnReader.ts";

const MOST_CHOICES = 127;
const SHOWN = 3;
const FLAGS: ReadonlyMap<string, number> = new Map([
  ["1", 1],
  ["true", 1],
  ["1.0", 1],
  ["0", 0],
  ["false", 0],
  ["0.0", 0],
]);

/** One of a few levels: a choice, letter for letter; or a flag, which is 1 or 0, true or false in any case, 1.0 or 0.0.
 *  Each different text is judged once. Throws RangeError for more than 127 choices. */
export class LevelColumn implements ColumnReader {
  private values: Int8Array;
  private readonly at: ColumnPlace;
  private readonly choices: readonly string[];
  private dictionary = new Dictionary();
  private levels: number[] = [];

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
    this.levels[code] ??= this.levelOf(tidyText(textOf(cell) ?? ""));
    const level = this.levels[code];
    if (level < 0) this.refuse(cell);
    this.values[cell.row] = level;
  }

  private get isFlag(): boolean {
    return this.at.asked.kind === "flag";
  }

  private levelOf(text: string): number {
    return this.isFlag ? (FLAGS.get(text.toLowerCase()) ?? -1) : this.choices.indexOf(text);
  }

  private refuse(cell: Cell): void {
    const text = shownCell(cell);
    const ways = (this.isFlag ? ["1", "0"] : this.choices.slice(0, SHOWN)).map((level) => {
      return `--value "${this.at.name}:${text}=${level}"`;
    });
    const todo = `Say what it means: ${ways.join(" or ")}${this.choices.length > SHOWN ? " …" : ""}`;
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
    const values = this.values.subarray(0, rows);
    return this.isFlag ? { kind: "flag", values } : { kind: "choice", values, choices: this.choices };
  }

  renew(): void {
    this.values = new Int8Array(this.values.length);
    this.dictionary = new Dictionary();
    this.levels = [];
  }

  finish(): void {}
}
