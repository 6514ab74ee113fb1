import { HeaderNames, tidyName } from "../names.ts";
import { patternOf, type Recipe } from "./recipe.ts";

/** A recipe that a header fits, and by which of its names. */
export type RecipeHit = { readonly recipe: Recipe; readonly why: readonly string[] };

/** The recipes that fit a table with these column names. A more particular one takes the place of what it holds: a file of
 *  iatgen is Qualtrics' too. */
export function recogniseRecipes(names: readonly string[], recipes: readonly Recipe[]): readonly RecipeHit[] {
  const hits = recipes.flatMap((recipe) => {
    const why = fitOf(names, recipe);
    return why === null ? [] : [{ recipe, why }];
  });
  const packed = hits.filter(({ recipe }) => Object.values(recipe.measures ?? {}).some((one) => one.packed));
  return packed.length > 0 ? packed : hits;
}

/** The names by which a header fits a recipe; null when it does not. */
export function fitOf(names: readonly string[], { header }: Recipe): readonly string[] | null {
  const all = new HeaderNames(names.map(tidyName));
  const has = (name: string) => all.placesOf({ name, asked: { kind: "text" }, mapped: undefined }).length > 0;
  const { all: wanted = [], any, none = [], pattern, least = 1 } = header;
  const found = any?.filter(has) ?? [];
  if (!wanted.every(has) || (any !== undefined && found.length === 0) || none.some(has)) return null;
  if (pattern === undefined) return [...wanted, ...found];
  const expression = patternOf(pattern, new Map());
  const alike = names.filter((name) => expression.test(name));
  return alike.length < least ? null : [...wanted, ...found, ...alike];
}

/** Every column name by which recipes know their files: what a header is looked for by. */
export function namesOfRecipes(recipes: readonly Recipe[]): readonly string[] {
  const names = recipes.flatMap(({ header, columns = {}, measures = {}, tables = {} }) => [
    ...(header.all ?? []),
    ...(header.any ?? []),
    ...[columns, ...[...Object.values(measures), ...Object.values(tables)].map((one) => one.columns)].flatMap((one) =>
      Object.values(one).flatMap(({ from = [] }) => from),
    ),
  ]);
  return [...new Set(names)];
}
