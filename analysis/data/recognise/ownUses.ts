import type { Measure } from "../../../experiments/contract/measure.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { rowFields } from "../../../experiments/measures/askedColumns.ts";
import { measureNamed, measureNames } from "../../../experiments/measures/registry.ts";
import { shellWords } from "../../../experiments/tableFiles/shellWords.ts";
import { typedFlags } from "../../../experiments/tableFiles/tableFlags.ts";
import { tableHeader } from "../../../experiments/tables/readHeader.ts";
import { saidOf } from "../../../experiments/tables/said.ts";
import { textColumn } from "../../../experiments/tables/table.ts";
import { readTrials } from "../readTrials.ts";
import { askForHeader } from "../scoring/trialTable.ts";
import type { OfFile } from "./recipeUses.ts";
import type { Use } from "./recognised.ts";

/** What a file holds in Saydo's own form: the timed tasks whose columns it has, and the stated measures its answers are of. */
export async function ownUses(file: OfFile): Promise<readonly Use[]> {
  const uses: Use[] = [];
  for (const measure of measuresIn(file)) uses.push(await useOf(measure, file));
  return uses;
}

function measuresIn({ whole, flags }: OfFile): readonly Measure[] {
  const said = saidOf(flags);
  // By the names that scoring would find.
  const has = (measure: Measure, column: string) =>
    said.given?.has(column) === true || tableHeader(whole.header, askForHeader(measure, said)).has(column);
  const measures = measureNames.flatMap((name) => measureNamed(name) ?? []);
  const named = textColumn(whole, "measure")?.texts;
  if (named !== undefined) {
    return measures.filter((measure) => named.includes(measure.name) && has(measure, "participant_id"));
  }
  const items = textColumn(whole, "item")?.texts ?? [];
  return measures.filter((measure) => {
    if (!has(measure, "participant_id")) return false;
    if (measure.kind === "stated")
      return items.some((item) => item === measure.name || item.startsWith(`${measure.name}.`));
    return rowFields(measure).every(({ column, asked }) => !asked.required || has(measure, column));
  });
}

async function useOf(measure: Measure, { origin, flags }: OfFile): Promise<Use> {
  const words = ["score", "--measure", measure.name, "--in", origin.name, "--out", "scores.csv", ...typedFlags(flags)];
  const next = shellWords(["saydo", ...words]);
  const use = { what: measure.name, leftOut: [], refused: [], needs: [], next };
  try {
    const { groups, rows } = await readTrials(measure, origin, { flags, isStored: false });
    return { ...use, people: new Set(groups.map(({ participantId }) => participantId)).size, rows };
  } catch (error) {
    if (error instanceof Problem) return { ...use, refused: error.all };
    throw error;
  }
}
