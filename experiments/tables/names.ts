import type { AskedColumn } from "../contract/asked.ts";
import { tidyText } from "./ids.ts";
import type { AppliedColumn, MadeColumn } from "./recipes/appliedRecipe.ts";

/** A column name as it is compared: NFC, one space between words, none around. */
export function tidyName(name: string): string {
  return tidyText(name).replaceAll(/[\s\u200b\ufeff\u00a0]+/g, " ");
}

function loose(name: string): string {
  return tidyName(name)
    .toLowerCase()
    .replaceAll(/[ _.-]/g, "");
}

/** One asked column by our name. */
export type Wanted = {
  readonly name: string;
  readonly asked: AskedColumn;
  readonly mapped: string | undefined;
  /** What the recipe of the file's platform says of it. */
  readonly recipe?: AppliedColumn | undefined;
  /** What it holds where it is in no column of the file. */
  readonly made?: MadeColumn | null | undefined;
  /** Whether only its name as it is written counts: another platform's column of a like name is another thing. */
  readonly isExact?: boolean;
};

/** The names of a header, to be looked up often. */
export class HeaderNames {
  /** Tidy. */
  readonly names: readonly string[];
  private readonly exact: ReadonlyMap<string, readonly number[]>;
  private alike: ReadonlyMap<string, readonly number[]> | null = null;

  constructor(names: readonly string[]) {
    this.names = names;
    this.exact = placesBy(names, (name) => name);
  }

  /** The places that could be the wanted column: by its mapping, by name, by alias, or by either without case, `_`,
   *  space, dot and hyphen. More than one when the file has the name twice. */
  placesOf({ name, asked, mapped, recipe, made, isExact }: Wanted): readonly number[] {
    if (made?.is === "given" && recipe === undefined) return [];
    if (mapped !== undefined) {
      const exact = this.exact.get(tidyName(mapped));
      const number = /^#(\d+)$/.exec(mapped)?.[1];
      return exact ?? [Number(number) - 1].filter((place) => place in this.names);
    }
    if (recipe !== undefined) return this.firstOf(recipe.from);
    if (isExact) return this.exact.get(tidyName(name)) ?? [];
    const all = [name, ...(asked.aliases ?? [])];
    for (const one of all) {
      const exact = this.exact.get(tidyName(one));
      if (exact !== undefined) return exact;
    }
    const like = new Set(all.map(loose));
    return [...like].flatMap((one) => this.placesLike(one)).sort((a, b) => a - b);
  }

  /** The places of the first of these names that there is, as it is written or like it. */
  firstOf(names: readonly string[]): readonly number[] {
    for (const one of names) {
      const places = this.exact.get(tidyName(one)) ?? this.placesLike(loose(one));
      if (places.length > 0) return places;
    }
    return [];
  }

  private placesLike(name: string): readonly number[] {
    this.alike ??= placesBy(this.names, loose);
    return this.alike.get(name) ?? [];
  }
}

function placesBy(names: readonly string[], keyOf: (name: string) => string): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, name] of names.entries()) {
    const key = keyOf(name);
    const known = places.get(key);
    if (known === undefined) places.set(key, [place]);
    else known.push(place);
  }
  return places;
}
