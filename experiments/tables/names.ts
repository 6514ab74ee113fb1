import type { AskedColumn } from "../contract/asked.ts";
import { tidyText } from "./ids.ts";

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
export type Wanted = { readonly name: string; readonly asked: AskedColumn; readonly mapped: string | undefined };

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
  placesOf({ name, asked, mapped }: Wanted): readonly number[] {
    if (mapped !== undefined) {
      const exact = this.exact.get(tidyName(mapped));
      const number = /^#(\d+)$/.exec(mapped)?.[1];
      return exact ?? [Number(number) - 1].filter((place) => place in this.names);
    }
    const all = [name, ...(asked.aliases ?? [])];
    for (const one of all) {
      const exact = this.exact.get(tidyName(one));
      if (exact !== undefined) return exact;
    }
    this.alike ??= placesBy(this.names, loose);
    const like = new Set(all.map(loose));
    return [...like].flatMap((one) => this.alike?.get(one) ?? []).sort((a, b) => a - b);
  }
}

function placesBy(names: readonly string[], keyOf: (name: string) => string): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, name] of names.entries()) {
    const key = keyOf(name);
    places.set(key, [...(places.get(key) ?? []), place]);
  }
  return places;
}
