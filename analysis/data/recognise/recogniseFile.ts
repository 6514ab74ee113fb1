import { askText } from "../../../experiments/contract/asked.ts";
import { openTable } from "../../../experiments/tableFiles/openTable.ts";
import { headerNames } from "../../../experiments/tableFiles/readAs.ts";
import { allRecipes, recipeOf } from "../../../experiments/tableFiles/recipeFiles.ts";
import type { TableFlags } from "../../../experiments/tableFiles/tableFlags.ts";
import type { TableOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";
import { readTable } from "../../../experiments/tables/readTable.ts";
import { fitOf, type RecipeHit, recogniseRecipes } from "../../../experiments/tables/recipes/recogniseRecipe.ts";
import { saidOf } from "../../../experiments/tables/said.ts";
import { type Table, textColumn } from "../../../experiments/tables/table.ts";
import { ownUses } from "./ownUses.ts";
import { recipeUses } from "./recipeUses.ts";
import type { Fit, Recognised, SeenColumn } from "./recognised.ts";

const COLUMNS_SEEN = 200;
const EXAMPLES = 3;

/** Says what a file is: which recipes fit, and what each would read. Throws a Problem when the file is no table. */
export async function recogniseFile(origin: TableOrigin, flags: TableFlags): Promise<Recognised> {
  const names = await headerNames(origin, flags);
  const whole = await wholeTable(origin, flags, names);
  const hits = flags.recipe === undefined ? recogniseRecipes(names, allRecipes()) : named(names, flags.recipe);
  const fits: Fit[] = [];
  for (const { recipe, why } of hits) {
    fits.push({
      recipe: recipe.name,
      says: recipe.says,
      tried: recipe.tried,
      by: why,
      uses: await recipeUses(recipe, { origin, flags, whole }),
      leavesOut: recipe.leavesOut ?? [],
      todo: recipe.todo ?? [],
    });
  }
  const own = await ownUses({ origin, flags, whole });
  const columns = names.slice(0, COLUMNS_SEEN).map((name) => seen(whole, name));
  return { file: origin.name, fits, own, rows: whole.rows, columns, notes: whole.notes };
}

function named(names: readonly string[], nameOrFile: string): readonly RecipeHit[] {
  const recipe = recipeOf(nameOrFile);
  const why = fitOf(names, recipe);
  return why === null ? [] : [{ recipe, why }];
}

/** Every column as texts; one whose name comes twice is left out. */
async function wholeTable(origin: TableOrigin, flags: TableFlags, names: readonly string[]): Promise<Table> {
  const { encoding, delimiter } = saidOf(flags);
  const once = names.filter((name) => name !== "" && names.indexOf(name) === names.lastIndexOf(name));
  return await readTable(await openTable(origin, flags), {
    columns: Object.fromEntries(once.map((name) => [name, askText()])),
    mayBeEmpty: true,
    said: {
      map: new Map(once.map((name) => [name, name])),
      ...(encoding === undefined ? {} : { encoding }),
      ...(delimiter === undefined ? {} : { delimiter }),
    },
  });
}

function seen(table: Table, name: string): SeenColumn {
  const texts = textColumn(table, name)?.texts ?? [];
  return { name, different: texts.length, examples: texts.slice(0, EXAMPLES) };
}
