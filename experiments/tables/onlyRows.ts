import type { Ask } from "./ask.ts";
import { type Cell, textOf } from "./cell.ts";
import { Dictionary } from "./dictionary.ts";
import type { Head } from "./head.ts";
import { tidyText } from "./ids.ts";

/** Which rows are read at all: those whose cell in one column is among the wanted texts. */
export class OnlyRows {
  readonly place: number;
  private readonly wanted: ReadonlySet<string>;
  private readonly dictionary = new Dictionary();
  private readonly known: boolean[] = [];

  private constructor(place: number, wanted: readonly string[]) {
    this.place = place;
    this.wanted = new Set(wanted);
  }

  /** Null when all rows are wanted, or the file does not have the column. */
  static of({ only }: Ask, { names }: Head): OnlyRows | null {
    const place = only === undefined ? -1 : names.indexOf(only.column);
    return only === undefined || place < 0 ? null : new OnlyRows(place, only.values);
  }

  takes(cell: Cell): boolean {
    const code = this.dictionary.code(cell.bytes, cell.from, cell.to);
    this.known[code] ??= this.wanted.has(tidyText(textOf(cell) ?? ""));
    return this.known[code];
  }
}
