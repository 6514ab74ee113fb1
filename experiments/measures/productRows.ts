import { cell } from "../contract/columns.ts";
import type { Measure } from "../contract/measure.ts";
import type { TrialBody } from "../contract/trial.ts";
import { optionalFields } from "./optionalFields.ts";
import { type ProductRows, withSharedRows } from "./sharedRows.ts";

/** One person's recorded trials of a measure as rows to score, by instance and product in the order met. Of a block
 *  that was broken off and begun again only the last attempt is there; a task that was left out has no rows. */
export function productRows(measure: Measure, trials: readonly TrialBody[]): readonly ProductRows[] {
  const optional = optionalFields(measure);
  const fields = Object.keys(measure.row.shape);
  const groups = new Map<string, ProductRows>();
  for (const trial of lastAttempts(trials)) {
    if (trial.measure !== measure.name || "skipped" in trial) continue;
    const { instance, product = "" } = trial;
    const key = JSON.stringify([instance, product]);
    const cells = fields.map((name) => [name, cell(trial[name])] as const);
    const given = cells.filter(([name, text]) => text !== "" || !optional.has(name));
    const rows = [...(groups.get(key)?.rows ?? []), measure.row.parse(Object.fromEntries(given))];
    groups.set(key, { participantId: "", instance, product, rows });
  }
  return withSharedRows(measure, [...groups.values()]);
}

function lastAttempts(trials: readonly TrialBody[]): readonly TrialBody[] {
  const blockOf = ({ measure, instance, product, blockIndex }: TrialBody) =>
    JSON.stringify([measure, instance, product, blockIndex]);
  const last = new Map<string, number>();
  for (const trial of trials) {
    const block = blockOf(trial);
    last.set(block, Math.max(last.get(block) ?? 0, trial.attempt ?? 0));
  }
  return trials.filter((trial) => (trial.attempt ?? 0) === last.get(blockOf(trial)));
}
