import { type AskedColumn, askId, askMoment, askNumber, askText } from "../../../experiments/contract/asked.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { measureNamed } from "../../../experiments/measures/registry.ts";
import { openAs } from "../../../experiments/tableFiles/readAs.ts";
import { shellWords } from "../../../experiments/tableFiles/shellWords.ts";
import { type TableFlags, typedFlags } from "../../../experiments/tableFiles/tableFlags.ts";
import type { TableOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";
import { readTable } from "../../../experiments/tables/readTable.ts";
import { needsIn, type Recipe, type RecipeTarget } from "../../../experiments/tables/recipes/recipe.ts";
import { type Table, textColumn } from "../../../experiments/tables/table.ts";
import { readTrials } from "../readTrials.ts";
import type { Use } from "./recognised.ts";

export type OfFile = {
  readonly origin: TableOrigin;
  readonly flags: TableFlags;
  /** Every column as texts. */
  readonly whole: Table;
};

/** What a recipe would read of a file, use by use: people and rows, or what is refused. */
export async function recipeUses(recipe: Recipe, file: OfFile): Promise<readonly Use[]> {
  const uses: Use[] = [];
  for (const [what, target] of Object.entries(recipe.measures ?? {})) {
    uses.push(await useOf(recipe, { ...file, what, target, count: () => countTrials(recipe, what, file) }));
  }
  for (const [what, target] of Object.entries(recipe.tables ?? {})) {
    uses.push(await useOf(recipe, { ...file, what, target, count: () => countRows(recipe, what, file) }));
  }
  // A file of one task holds no row of another.
  const some = uses.filter(({ refused: [first] }) => first?.detail !== NO_ROWS);
  return some.length > 0 ? some : uses;
}

const NO_ROWS = "The table has no row that the recipe reads.";

type Counted = { readonly people: number; readonly rows: number; readonly notes: readonly string[] };
type One = OfFile & {
  readonly what: string;
  readonly target: RecipeTarget;
  readonly count: () => Promise<Counted>;
};

async function useOf(recipe: Recipe, { what, target, count, origin, flags, whole }: One): Promise<Use> {
  const given = new Set((flags.given ?? []).map((pair) => pair.slice(0, pair.indexOf("="))));
  const needs = needsOf(recipe, target, whole).filter(({ name }) => !given.has(name));
  const next = nextCommand(recipe, what, { file: origin.name, needs, flags });
  const use = { what, leftOut: [], refused: [], needs, next };
  if (needs.length > 0) return use;
  try {
    const { people, rows, notes } = await count();
    return { ...use, people, rows, leftOut: notes.filter((note) => note.startsWith("Left out: ")) };
  } catch (error) {
    if (error instanceof Problem) return { ...use, refused: error.all };
    throw error;
  }
}

async function countTrials(recipe: Recipe, name: string, { origin, flags }: OfFile): Promise<Counted> {
  const measure = measureNamed(name);
  if (measure === undefined) throw new RangeError(`the recipe ${recipe.name} names ${name}, which is no measure`);
  const named = { ...flags, recipe: flags.recipe ?? recipe.name };
  const { groups, rows, notes } = await readTrials(measure, origin, { flags: named, isStored: false });
  return { people: new Set(groups.map(({ participantId }) => participantId)).size, rows, notes };
}

/** What the columns of the recipes' tables hold. */
const KINDS: Readonly<Record<string, AskedColumn>> = {
  participant_key: askId(),
  customer_id: askId(),
  order_id: askId(),
  purchased_at: askMoment(),
  product: askText(),
  currency: askText(),
  channel: askText(),
};

async function countRows(recipe: Recipe, target: string, { origin, flags }: OfFile): Promise<Counted> {
  const names = Object.keys({ ...recipe.columns, ...recipe.tables?.[target]?.columns });
  const columns = Object.fromEntries(names.map((name) => [name, KINDS[name] ?? askNumber()]));
  const named = { ...flags, recipe: flags.recipe ?? recipe.name };
  const { open, said } = await openAs(origin, { flags: named, target, asks: () => [] });
  const table = await readTable(await open(), { columns, said });
  const people = textColumn(table, "participant_key") ?? textColumn(table, "customer_id");
  return { people: people?.texts.length ?? 0, rows: table.rows, notes: table.notes };
}

const TEXTS = 20;

/** What the recipe needs to know for this use, with the texts of the columns in which it is looked for. */
function needsOf(recipe: Recipe, target: RecipeTarget, whole: Table): Use["needs"] {
  const columns = Object.values({ ...recipe.columns, ...target.columns });
  return Object.entries(recipe.needs ?? {}).flatMap(([name, says]) => {
    const asking = columns.filter(({ cases = [] }) => cases.some(([pattern]) => needsIn(pattern).includes(name)));
    if (asking.length === 0) return [];
    const texts = asking.flatMap(({ from = [] }) => from.flatMap((one) => textColumn(whole, one)?.texts ?? []));
    return [{ name, says, texts: [...new Set(texts)].slice(0, TEXTS) }];
  });
}

type Next = { readonly file: string; readonly needs: Use["needs"]; readonly flags: TableFlags };

function nextCommand(recipe: Recipe, what: string, { file, needs, flags }: Next): string {
  const { given = [], ...others } = flags;
  const known = [...given, ...needs.map(({ name }) => `${name}=…`)];
  const said = typedFlags({
    ...others,
    ...(known.length === 0 ? {} : { given: known }),
    recipe: flags.recipe ?? recipe.name,
  });
  if (recipe.measures?.[what])
    return shellWords(["saydo", "score", "--measure", what, "--in", file, "--out", "scores.csv", ...said]);
  if (what === "value") return shellWords(["saydo", "value", "--transactions", file, ...said]);
  return shellWords(["saydo", "import", what, "--study", "STUDY", "--in", file, ...said, "--dry-run"]);
}
