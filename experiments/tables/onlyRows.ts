import type { Ask } from "./ask.ts";
import { type Cell, textOf } from "./cell.ts";
import { Dictionary } from "./dictionary.ts";
import type { Head } from "./head.ts";
import { tidyText } from "./ids.ts";
import { HeaderNames } from "./names.ts";

/** Which rows are read at all: those whose cell in one column holds what is wanted. Each different text is judged once. */
export class OnlyRows {
  readonly place: number;
  /** Rows left out. */
  leftOut = 0;
  /** What they are, in words; null where nobody needs to know. */
  readonly what: string | null;
  private readonly wanted: (text: string) => boolean;
  private readonly dictionary = new Dictionary();
  private readonly known: boolean[] = [];

  private constructor(place: number, what: string | null, wanted: (text: string) => boolean) {
    this.place = place;
    this.what = what;
    this.wanted = wanted;
  }

  /** The ask's own rules and those of the platform's recipe, where the file has their columns. */
  static of({ only = [], said }: Ask, { names }: Pick<Head, "names">): readonly OnlyRows[] {
    const own = [only].flat().flatMap(({ column, values }) => {
      const place = names.indexOf(column);
      const wanted = new Set(values);
      return place < 0 ? [] : [new OnlyRows(place, null, (text) => wanted.has(text))];
    });
    const header = new HeaderNames(names);
    const rules = (said?.recipe?.rows ?? []).flatMap(({ column, leavesOut, takes }) => {
      const [place] = header.firstOf(column);
      return place === undefined ? [] : [new OnlyRows(place, `${leavesOut} ("${names[place]}")`, takes)];
    });
    return [...own, ...rules];
  }

  takes(cell: Cell): boolean {
    const code = this.dictionary.code(cell.bytes, cell.from, cell.to);
    this.known[code] ??= this.wanted(tidyText(textOf(cell) ?? ""));
    if (!this.known[code]) this.leftOut += 1;
    return this.known[code];
  }
}
