import { Problem } from "../contract/problem.ts";
import { HeaderNames, tidyName } from "../tables/names.ts";
import { fitOf } from "../tables/recipes/recogniseRecipe.ts";
import { openedKind } from "./openTable.ts";
import { headerNames } from "./readAs.ts";
import { recipeOf } from "./recipeFiles.ts";
import type { TableFlags } from "./tableFlags.ts";
import type { TableOrigin } from "./tableOrigin.ts";

/** What is said about tables of several forms at once, as far as it concerns each: flags about cells and columns go to the
 *  tables that have them, flags about the file to the files of that kind. Throws a Problem for what concerns none. */
export async function flagsOfFolder(
  origins: readonly TableOrigin[],
  flags: TableFlags,
): Promise<ReadonlyMap<TableOrigin, TableFlags>> {
  const each = await Promise.all(origins.map(async (origin) => [origin, await flagsOf(origin, flags)] as const));
  refuseUnused(origins, flags, each);
  return new Map(each);
}

/** The flags that name our columns, as far as they name these. */
export function flagsAbout(flags: TableFlags, has: (ours: string) => boolean): TableFlags {
  const about = (said: readonly string[] | undefined, end: string) => {
    const kept = said?.filter((one) => has(oursIn(one, end)));
    return kept === undefined || kept.length === 0 ? undefined : kept;
  };
  const { map, value, unit, given, ...others } = flags;
  const own = { map: about(map, "="), value: about(value, ":"), unit: about(unit, "="), given: about(given, "=") };
  return { ...others, ...withoutEmpty(own) };
}

function oursIn(said: string, end: string): string {
  return said.slice(0, Math.max(0, said.indexOf(end))).trim();
}

function theirsIn(pair: string): string {
  return pair.slice(pair.indexOf("=") + 1).trim();
}

function withoutEmpty(flags: TableFlags): TableFlags {
  return Object.fromEntries(Object.entries(flags).filter(([, said]) => said !== undefined));
}

async function flagsOf(origin: TableOrigin, flags: TableFlags): Promise<TableFlags> {
  const { is } = await openedKind(origin);
  const { map = [], sheet, encoding, delimiter, recipe, ...others } = flags;
  const written = {
    ...(is === "zip" && sheet !== undefined ? { sheet } : {}),
    ...(is === "text" && encoding !== undefined ? { encoding } : {}),
    ...(is === "text" && delimiter !== undefined ? { delimiter } : {}),
  };
  const raw = await headerNames(origin, { ...written, map });
  const names = new HeaderNames(raw);
  const fits = recipe !== undefined && fitOf(raw, recipeOf(recipe)) !== null;
  const mapped = map.filter((pair) => hasColumn(names, theirsIn(pair)));
  const ours = new Set(mapped.map((pair) => oursIn(pair, "=")));
  const has = (name: string) => ours.has(name) || fits || names.firstOf([name]).length > 0;
  const about = flagsAbout({ ...others, given: undefined }, has);
  const given = flags.given?.filter((one) => !ours.has(oursIn(one, "=")) && !names.names.includes(oursIn(one, "=")));
  return withoutEmpty({ ...about, ...written, map: mapped, given, recipe: fits ? recipe : undefined });
}

function hasColumn({ names }: HeaderNames, theirs: string): boolean {
  const number = /^#(\d+)$/.exec(theirs)?.[1];
  return names.includes(tidyName(theirs)) || (number !== undefined && Number(number) <= names.length);
}

type Each = readonly (readonly [TableOrigin, TableFlags])[];

function refuseUnused(origins: readonly TableOrigin[], flags: TableFlags, each: Each): void {
  for (const [name, said] of Object.entries(flags)) {
    const taken = new Set(
      each.flatMap(([, own]) => Object.entries(own).flatMap(([key, one]) => (key === name ? one : []))),
    );
    const unused = [said ?? []].flat().find((one) => !taken.has(one));
    if (unused === undefined) continue;
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new Problem({
      code: "setting-invalid",
      path: flag,
      detail: `${flag} ${unused} concerns no table of the folder.`,
      expected: origins.length === 0 ? "a table that was changed" : "a column or a kind of file that they have",
      found:
        origins.length === 0
          ? "tables as they were exported, whose form is known"
          : `changed: ${origins.map((origin) => origin.name).join(", ")}`,
      todo: origins.length === 0 ? `Leave ${flag} out.` : `Correct ${flag}, or leave it out.`,
    });
  }
}
