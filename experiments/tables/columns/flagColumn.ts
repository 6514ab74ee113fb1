import { type Cell, shownCell, textOf } from "../cell.ts";
import type { Column } from "../table.ts";
import { type ColumnPlace, type ColumnReader, expectedOf, isMissing, refuseCell } from "./columnReader.ts";

const ONE = 49;
const ZERO = 48;
const WORDS: ReadonlyMap<string, number> = new Map([
  ["true", 1],
  ["1.0", 1],
  ["false", 0],
  ["0.0", 0],
]);

/** 1 or 0; true or false in any case; 1.0 or 0.0. */
export class FlagColumn implements ColumnReader {
  private values: Int8Array;
  private readonly at: ColumnPlace;

  constructor(at: ColumnPlace) {
    this.at = at;
    this.values = new Int8Array(at.capacity);
  }

  read(cell: Cell): void {
    if (isMissing(this.at, cell)) {
      this.values[cell.row] = -1;
      return;
    }
    const byte = cell.bytes[cell.from];
    if (cell.to === cell.from + 1 && (byte === ONE || byte === ZERO)) {
      this.values[cell.row] = byte - ZERO;
      return;
    }
    const value = WORDS.get(textOf(cell)?.toLowerCase() ?? "");
    if (value === undefined) {
      const todo = `Say what it means, such as --value "${this.at.name}:${shownCell(cell)}=1"`;
      refuseCell(this.at, cell, { expected: expectedOf(this.at), todo });
    }
    this.values[cell.row] = value ?? -1;
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
    return { kind: "flag", values: this.values.subarray(0, rows) };
  }

  renew(): void {
    this.values = new Int8Array(this.values.length);
  }

  finish(): void {}
}
