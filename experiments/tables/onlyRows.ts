import type { Ask } from "./ask.ts";
import { type Cell, textOf } from "./cell.ts";
import { Dictionary } from "./dictionary.ts";
import type { Head } from "./head.ts";
import { tidyText } from "./ids.ts";
import { HeaderNames } from "./names.ts";

/** Which rows are read at all: those whose cell in one column holds what is wanted. Each different text is judged once. */
export class OnlyRows {
  readonly place: number;
  /** The place of what further lines of one thing share; null where each row is a thing. */
  readonly sharedPlace: number | null;
  /** Rows left out. */
  leftOut = 0;
  /** What they are, in words; null where nobody needs to know. */
  readonly what: string | null;
  private readonly wanted: (text: string) => boolean;
  private readonly dictionary = new Dictionary();
  private readonly known: boolean[] = [];

  private above: { readonly shared: string; readonly isWanted: boolean } | null = null;

  private constructor(places: readonly (number | undefined)[], what: string | null, wanted: (text: string) => boolean) {
    const [place = 0, sharedPlace = null] = places;
    this.place = place;
    this.sharedPlace = sharedPlace;
    this.what = what;
    this.wanted = wanted;
  }

  /** The ask's own rules and those of the platform's recipe, where the file has their columns. */
  static of({ only = [], said }: Ask, { names }: Pick<Head, "names">): readonly OnlyRows[] {
    const own = [only].flat().flatMap(({ column, values }) => {
      const place = names.indexOf(column);
      const wanted = new Set(values);
      return place < 0 ? [] : [new OnlyRows([place], null, (text) => wanted.has(text))];
    });
    const header = new HeaderNames(names);
    const rules = (said?.recipe?.rows ?? []).flatMap(({ column, leavesOut, sameAs, takes }) => {
      const [[place], [shared]] = [header.firstOf(column), header.firstOf(sameAs)];
      return place === undefined ? [] : [new OnlyRows([place, shared], `${leavesOut} ("${names[place]}")`, takes)];
    });
    return [...own, ...rules];
  }

  /** Judges the row whose cell this is; `shared` is its text in the shared column. */
  takes(cell: Cell, shared: string | null): boolean {
    const isWanted = this.isFurther(cell, shared) ? this.above?.isWanted === true : this.judge(cell);
    this.above = shared === null ? null : { shared, isWanted };
    if (!isWanted) this.leftOut += 1;
    return isWanted;
  }

  private isFurther(cell: Cell, shared: string | null): boolean {
    return cell.from === cell.to && shared !== null && shared === this.above?.shared;
  }

  private judge(cell: Cell): boolean {
    const code = this.dictionary.code(cell.bytes, cell.from, cell.to);
    this.known[code] ??= this.wanted(tidyText(textOf(cell) ?? ""));
    return this.known[code];
  }
}
