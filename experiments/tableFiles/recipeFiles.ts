import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Problem } from "../contract/problem.ts";
import { Recipe } from "../tables/recipes/recipe.ts";

const FOLDER = fileURLToPath(new URL("../tables/recipes/", import.meta.url));

/** Every recipe of Saydo: the data files of one folder, by name. */
export function allRecipes(): readonly Recipe[] {
  known ??= readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => recipeIn(`${FOLDER}${file}`));
  return known;
}

let known: readonly Recipe[] | undefined;

/** The recipe of a name, or a researcher's own in a file of the same form. Throws a Problem when there is none, or when the
 *  file is not a recipe. */
export function recipeOf(nameOrFile: string): Recipe {
  const own = allRecipes().find(({ name }) => name === nameOrFile);
  if (own !== undefined) return own;
  if (existsSync(nameOrFile)) return recipeIn(nameOrFile);
  throw new Problem({
    code: "setting-invalid",
    path: "--recipe",
    detail: `There is no recipe "${nameOrFile}".`,
    expected: `${allRecipes()
      .map(({ name }) => name)
      .join(", ")}, or a recipe file`,
    found: nameOrFile,
    todo: "Correct --recipe; docs/tables.md shows how to write a recipe.",
  });
}

function recipeIn(file: string): Recipe {
  const parsed = Recipe.safeParse(jsonIn(file));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({
    code: "setting-invalid" as const,
    file,
    path: path.map(String).join("."),
    detail: "The recipe cannot be read.",
    expected: message,
    todo: "Correct the recipe; docs/tables.md shows its form.",
  }));
  const [first] = problems;
  if (first === undefined) throw new RangeError("a recipe that fails has a reason");
  throw new Problem(first, { all: problems });
}

function jsonIn(file: string): unknown {
  if (statSync(file).isDirectory()) throw noFile(file);
  // What may not be read is said by the system, with its path.
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem({
      code: "setting-invalid",
      file,
      path: "--recipe",
      detail: "The recipe is not JSON.",
      expected: "a recipe as JSON",
      found: error instanceof Error ? error.message : String(error),
      todo: "Correct the recipe; docs/tables.md shows its form.",
    });
  }
}

function noFile(file: string): Problem {
  const [detail, todo] = [`${file} is not a file.`, "Correct --recipe; docs/tables.md shows how to write a recipe."];
  return new Problem({ code: "file-unreadable", file, path: "--recipe", detail, todo });
}
