import { Problem } from "../../contract/problem.ts";
import type { Said } from "../ask.ts";
import type { AppliedColumn, AppliedRule, MadeColumn } from "./appliedRecipe.ts";
import { needsIn, patternOf, type Recipe, type RecipeColumn, type RecipeTarget, type RowRule } from "./recipe.ts";

/** What a recipe says of a table read as a measure's trials, or as purchases and the like, beside what the caller says:
 *  the caller's word goes first. Throws a Problem when it needs something that was not given. */
export function applyRecipe(recipe: Recipe, target: string, said: Said): Said {
  const use = targetOf(recipe, target);
  const given = said.given ?? new Map<string, string>();
  const columns = { ...recipe.columns, ...use?.columns };
  const asked = Object.entries(columns).filter(([name]) => !said.map?.has(name) && !given.has(name));
  const rules = [...(recipe.rows ?? []), ...(use?.when ?? [])];
  refuseMissingNeeds(recipe, [...asked.map(([, column]) => column), ...rules].flatMap(patternsOf), given);
  const { zone, dateFormat } = recipe;
  return {
    ...(zone === undefined ? {} : { zone }),
    ...(dateFormat === undefined ? {} : { dateFormat }),
    ...said,
    given: new Map([...given].filter(([name]) => recipe.needs?.[name] === undefined)),
    recipe: {
      name: recipe.name,
      says: recipe.says,
      columns: new Map(asked.map(([name, column]) => [name, appliedColumn(column, given)])),
      rows: rules.map((rule) => appliedRule(rule, given)),
      missing: new Set(recipe.missing ?? []),
      units: new Map(Object.entries(recipe.units ?? {}).filter(([name]) => !said.map?.has(name))),
    },
  };
}

/** What a recipe says of this use of its file. */
export function targetOf({ measures, tables }: Recipe, target: string): RecipeTarget | undefined {
  return measures?.[target] ?? tables?.[target];
}

function appliedColumn(
  { from = [], cases = [], times = [], count, is }: RecipeColumn,
  given: ReadonlyMap<string, string>,
): AppliedColumn {
  const made: MadeColumn | null = count ? { is: "count" } : is === undefined ? null : { is: "given", text: is };
  const applied = cases.map(([written, level]) => ({
    pattern: patternOf(written, given),
    level,
    given: [...new Set(needsIn(written))].map((name) => `${name}=${given.get(name) ?? ""}`),
  }));
  return { from, cases: applied, made, times };
}

function appliedRule(
  { column, leavesOut, matches, not, sameAs = [] }: RowRule,
  given: ReadonlyMap<string, string>,
): AppliedRule {
  const pattern = patternOf(matches ?? not ?? "", given);
  return { column, leavesOut, sameAs, takes: (text) => pattern.test(text) === (matches !== undefined) };
}

function patternsOf(part: RecipeColumn | RowRule): readonly string[] {
  if ("leavesOut" in part) return [part.matches ?? part.not ?? ""];
  return (part.cases ?? []).map(([pattern]) => pattern);
}

function refuseMissingNeeds(recipe: Recipe, patterns: readonly string[], given: ReadonlyMap<string, string>): void {
  const missing = [...new Set(patterns.flatMap(needsIn))].filter((name) => !given.has(name));
  if (missing.length === 0) return;
  const problems = missing.map((name) => ({
    code: "setting-invalid" as const,
    path: "--given",
    detail: `The recipe ${recipe.name} needs ${name}: ${recipe.needs?.[name] ?? "a text of the file"}.`,
    expected: `--given ${name}=TEXT`,
    found: "nothing",
    todo: `Add --given ${name}=TEXT; saydo recognise FILE lists the file's texts.`,
  }));
  const [first] = problems;
  if (first) throw new Problem(first, { all: problems });
}
