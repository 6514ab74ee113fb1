import { askText } from "../contract/asked.ts";
import { Problem } from "../contract/problem.ts";
import type { Ask, Said, TableSource } from "../tables/ask.ts";
import { HeaderNames } from "../tables/names.ts";
import { readHeader } from "../tables/readHeader.ts";
import { readTable } from "../tables/readTable.ts";
import { applyRecipe, targetOf } from "../tables/recipes/applyRecipe.ts";
import { iatgenTrials, packedColumns, packedText } from "../tables/recipes/iatgenTrials.ts";
import type { Recipe } from "../tables/recipes/recipe.ts";
import { fitOf, namesOfRecipes, recogniseRecipes } from "../tables/recipes/recogniseRecipe.ts";
import { saidOf } from "../tables/said.ts";
import { csvLine, utf8Lines } from "./csvText.ts";
import { openTable } from "./openTable.ts";
import { allRecipes, recipeOf } from "./recipeFiles.ts";
import type { TableFlags } from "./tableFlags.ts";
import type { TableOrigin } from "./tableOrigin.ts";

/** A file to be read as one thing: a measure's trials or answers, or purchases, predictors, value and the like. */
export type ReadAs = {
  readonly flags: TableFlags;
  /** The measure's name, or the table's. */
  readonly target: string;
  /** What is asked of a file in Saydo's own form; of several forms, one. */
  readonly asks: (said: Said) => readonly Ask[];
};

/** How a file is read: by its own names, or by the recipe of the platform that wrote it. */
export type Opened = {
  /** The table from its beginning, each time. */
  open(): Promise<TableSource>;
  readonly said: Said;
  readonly recipe?: Recipe;
  readonly notes: readonly string[];
};

/** Opens a table by what the caller says: in its own form where it has the columns that are needed, else by the recipe that
 *  fits, which may be named. Throws a Problem when a recipe was named that does not fit, and when several do. */
export async function openAs(origin: TableOrigin, { flags, target, asks }: ReadAs): Promise<Opened> {
  const said = saidOf(flags);
  const plain: Opened = { open: () => openTable(origin, flags), said, notes: [] };
  if (flags.recipe === undefined && (await hasAll(plain, asks))) return plain;
  const names = await headerNames(origin, flags);
  const recipe = flags.recipe === undefined ? onlyFit(origin, names, target) : fitting(origin, names, flags.recipe);
  return recipe === null ? plain : byRecipe(recipe, { origin, flags, target, names, said });
}

/** The names of a file's header, found by the names that recipes know. */
export async function headerNames(origin: TableOrigin, flags: TableFlags): Promise<readonly string[]> {
  const { map, values: _, units: __, given: ___, ...said } = saidOf(flags);
  const known = [...namesOfRecipes(allRecipes()), ...(map?.keys() ?? []), ...(map?.values() ?? [])];
  const columns = Object.fromEntries(known.map((name) => [name, askText()]));
  return (await readHeader(await openTable(origin, flags), { columns, said })).names;
}

async function hasAll({ open, said }: Opened, asks: ReadAs["asks"]): Promise<boolean> {
  const known = new Set(asks(said).flatMap(({ columns }) => Object.keys(columns)));
  // What else is given may be what a recipe needs.
  const given = new Map([...(said.given ?? [])].filter(([name]) => known.has(name)));
  for (const ask of asks({ ...said, given })) {
    const { has } = await readHeader(await open(), { ...ask, said: saidOfForm(ask, known) });
    const isThere = (name: string) => has(name) || given.has(name);
    if (Object.entries(ask.columns).every(([name, { required }]) => !required || isThere(name))) return true;
  }
  return false;
}

/** What is said of the columns of one form, where others have further ones; what no form has is left in, to be refused. */
function saidOfForm({ columns, said = {} }: Ask, known: ReadonlySet<string>): Said {
  const ofForm = <T>(all: ReadonlyMap<string, T> | undefined) =>
    new Map([...(all ?? [])].filter(([name]) => Object.hasOwn(columns, name) || !known.has(name)));
  const { map, values, units, given } = said;
  return { ...said, map: ofForm(map), values: ofForm(values), units: ofForm(units), given: ofForm(given) };
}

function onlyFit(origin: TableOrigin, names: readonly string[], target: string): Recipe | null {
  const hits = recogniseRecipes(names, allRecipes()).map(({ recipe }) => recipe);
  const forThis = hits.filter((recipe) => targetOf(recipe, target) !== undefined);
  const among = forThis.length > 0 ? forThis : hits.filter(({ columns }) => columns !== undefined);
  if (among.length < 2) return among[0] ?? null;
  throw new Problem({
    code: "table-invalid",
    file: origin.name,
    path: "--recipe",
    detail: "The file could be of several platforms.",
    expected: "one recipe that fits",
    found: among.map(({ name, says }) => `${name} (${says})`).join(", "),
    todo: `Name one, such as --recipe ${among[0]?.name}.`,
  });
}

function fitting(origin: TableOrigin, names: readonly string[], nameOrFile: string): Recipe {
  const recipe = recipeOf(nameOrFile);
  if (fitOf(names, recipe) !== null) return recipe;
  const { all = [], any, pattern, least = 1 } = recipe.header;
  const wanted = [
    ...all,
    ...(any === undefined ? [] : [`one of ${any.join(" / ")}`]),
    ...(pattern === undefined ? [] : [`at least ${least} like ${pattern}`]),
  ];
  throw new Problem({
    code: "table-invalid",
    file: origin.name,
    path: "--recipe",
    detail: `This file is not ${recipe.says}.`,
    expected: `columns ${wanted.join(", ")}`,
    found: names.slice(0, 40).join(", "),
    todo: "See what the file is with saydo recognise FILE, or write a recipe for it (docs/tables.md).",
  });
}

type ByRecipe = Omit<ReadAs, "asks"> & {
  readonly origin: TableOrigin;
  readonly names: readonly string[];
  readonly said: Said;
};

function byRecipe(recipe: Recipe, { origin, flags, target, names, said }: ByRecipe): Opened {
  const applied = applyRecipe(recipe, target, said);
  const use = targetOf(recipe, target);
  const notes = [`The file was read as ${recipe.says} (recipe ${recipe.name}).`];
  const isPacked = use?.packed === "iatgen";
  const open = isPacked
    ? () => unpacked({ origin, flags, names, ids: recipe.columns?.["participant_id"]?.from ?? [] })
    : () => openTable(origin, flags);
  // The packed table is in our form already.
  return { open, said: isPacked ? plainSaid(said) : applied, recipe, notes };
}

function plainSaid({ encoding: _, delimiter: __, decimal: ___, map: ____, ...said }: Said): Said {
  return said;
}

type Packed = {
  readonly origin: TableOrigin;
  readonly flags: TableFlags;
  readonly names: readonly string[];
  /** The platform's names of the person's column. */
  readonly ids: readonly string[];
};

async function unpacked({ origin, flags, names, ids }: Packed): Promise<TableSource> {
  const { encoding, delimiter, map } = saidOf(flags);
  const [place] = new HeaderNames(names).firstOf(map?.has("participant_id") ? [map.get("participant_id") ?? ""] : ids);
  const id = place === undefined ? undefined : names[place];
  const columns = Object.fromEntries(packedColumns(names).map(({ name }) => [name, packedText]));
  const said: Said = {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
  };
  const asked =
    id === undefined ? columns : { ...columns, [id]: { kind: "id", required: true, empty: "refused" } as const };
  const table = await readTable(await openTable(origin, flags), { columns: asked, said });
  const cells = iatgenTrials(table, { file: origin.name, id: id ?? "" });
  return {
    name: origin.name,
    chunks: utf8Lines(linesOf(cells)),
    notes: table.notes,
    ...(table.sha256 === undefined ? {} : { sha256: () => table.sha256 ?? "" }),
  };
}

function* linesOf(rows: Iterable<readonly string[]>): Generator<string> {
  for (const cells of rows) yield csvLine(cells);
}
