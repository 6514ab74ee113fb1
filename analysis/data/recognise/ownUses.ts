import type { Measure } from "../../../experiments/contract/measure.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { rowFields } from "../../../experiments/measures/askedColumns.ts";
import { measureNamed, measureNames } from "../../../experiments/measures/registry.ts";
import { type Table, textColumn } from "../../../experiments/tables/table.ts";
import { readTrials } from "../readTrials.ts";
import type { OfFile } from "./recipeUses.ts";
import type { Use } from "./recognised.ts";

/** What a file holds in Saydo's own form: the timed tasks whose columns it has, and the stated measures its answers are of. */
export async function ownUses(file: OfFile): Promise<readonly Use[]> {
  const uses: Use[] = [];
  for (const measure of measuresIn(file.whole)) uses.push(await useOf(measure, file));
  return uses;
}

function measuresIn(whole: Table): readonly Measure[] {
  if (!whole.header.includes("participant_id")) return [];
  const measures = measureNames.flatMap((name) => measureNamed(name) ?? []);
  const named = textColumn(whole, "measure")?.texts;
  if (named !== undefined) return measures.filter(({ name }) => named.includes(name));
  const items = textColumn(whole, "item")?.texts ?? [];
  return measures.filter((measure) => {
    if (measure.kind === "stated")
      return items.some((item) => item === measure.name || item.startsWith(`${measure.name}.`));
    return rowFields(measure).every(({ column, asked }) => !asked.required || whole.header.includes(column));
  });
}

async function useOf(measure: Measure, { origin, flags }: OfFile): Promise<Use> {
  const next = `saydo score --measure ${measure.name} --in ${origin.name} --out scores.csv`;
  const use = { what: measure.name, leftOut: [], refused: [], needs: [], next };
  try {
    const { groups, rows } = await readTrials(measure, origin, { flags, isStored: false });
    return { ...use, people: new Set(groups.map(({ participantId }) => participantId)).size, rows };
  } catch (error) {
    if (error instanceof Problem) return { ...use, refused: error.all };
    throw error;
  }
}
