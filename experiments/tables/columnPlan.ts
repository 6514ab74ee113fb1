import type { Ask } from "./ask.ts";
import { shown } from "./cell.ts";
import type { Mistake, Mistakes } from "./mistakes.ts";
import { HeaderNames, tidyName, type Wanted } from "./names.ts";
import { factorOf } from "./timesColumn.ts";

/** The place of a column that is in none of the file's. */
export const NOWHERE = -1;

/** A wanted column and its place in the file, from 0; NOWHERE when it is made. */
export type Planned = Wanted & { readonly place: number /** As the file writes it. */; readonly head: string };

type Header = { readonly names: readonly string[]; readonly line: number };
type Telling = { readonly mistakes: Mistakes; readonly notes: string[] };

const SHOWN_NAMES = 40;

/** Which of the file's columns is which of ours. Refuses a table in which a required or mapped one is missing, or one
 *  that is asked for could be two. */
export function planColumns(header: Header, ask: Ask, { mistakes, notes }: Telling): readonly Planned[] {
  const planned: Planned[] = [];
  const names = new HeaderNames(header.names);
  for (const wanted of wantedColumns(ask)) {
    const places = names.placesOf(wanted);
    const [place = wanted.made ? NOWHERE : undefined] = places;
    const wrong = wrongPlaces(header, wanted, places);
    if (wrong !== null) mistakes.add(wrong);
    if (place === undefined) continue;
    const head = header.names[place] ?? wanted.name;
    planned.push({ ...wanted, place, head });
    const factor = factorOf(wanted, names);
    if (factor !== null) planned.push({ ...factor, head: header.names[factor.place] ?? "" });
    const times = factor === null ? "" : ` times "${header.names[factor.place]}"`;
    if (head !== wanted.name && wanted.mapped === undefined)
      notes.push(`"${head}"${times} was read as ${wanted.name}.`);
  }
  mistakes.throwAny();
  return planned;
}

export function wantedColumns({ columns, said }: Ask): readonly Wanted[] {
  return Object.entries(columns).map(([name, asked]) => {
    const mapped = said?.map?.get(name);
    const text = said?.given?.get(name);
    const recipe = mapped === undefined && text === undefined ? said?.recipe?.columns.get(name) : undefined;
    const made = text === undefined ? recipe?.made : ({ is: "given", text } as const);
    return { name, asked, mapped, recipe, made, isExact: said?.recipe !== undefined };
  });
}

function wrongPlaces({ names, line }: Header, wanted: Wanted, places: readonly number[]): Mistake | null {
  const { name, asked, mapped, made } = wanted;
  const [first = 0, second = 0] = places;
  if (places.length > 1) {
    const are = names[first] === names[second] ? `The column "${names[first]}" occurs ${places.length} times.` : null;
    return {
      line,
      column: second + 1,
      path: name,
      detail: are ?? `"${names[first]}" and "${names[second]}" could both be ${name}.`,
      expected: `one column for ${name}`,
      found: `columns ${places.map((place) => place + 1).join(" and ")}`,
      todo: `Name the right one by its number, such as --map ${name}=#${first + 1}, or rename one.`,
    };
  }
  if (places.length === 1 || made) return null;
  if (asked.required === undefined && mapped === undefined) return null;
  const has = names.slice(0, SHOWN_NAMES).map((one) => (one === "" ? "(no name)" : shown(one)));
  return {
    line,
    path: name,
    detail:
      mapped === undefined
        ? `The column "${name}" is missing.`
        : `There is no column "${tidyName(mapped)}" to read as ${name}.`,
    expected: `a column "${mapped ?? name}"`,
    found: `${has.join(", ")}${names.length > SHOWN_NAMES ? " …" : ""}`,
    todo: `Name the file's column with --map ${name}=COLUMN, or rename it.${separatorIn(names)}`,
  };
}

/** A header that is one name with signs in it was probably meant to be several. */
function separatorIn([only = "", ...more]: readonly string[]): string {
  const [sign] = /[^\p{L}\p{N}_"'.-]/u.exec(only) ?? [];
  if (more.length > 0 || sign === undefined) return "";
  return ` If something else separates the cells, name it, such as --delimiter "${sign}".`;
}
