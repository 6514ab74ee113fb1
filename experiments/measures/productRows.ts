import type { Measure } from "../contract/measure.ts";
import type { TrialBody } from "../contract/trial.ts";
import { type ProductRows, withSharedRows } from "./sharedRows.ts";
import { trialRowReader } from "./trialRow.ts";

/** One person's recorded trials of a measure as rows to score, by instance and product in the order met. Of a block
 *  that was broken off and begun again only the last attempt is there (the first where choices are paid); a task that was left out has no rows, nor has a
 *  trial that its measure cannot read, which no trial is that was accepted. */
export function productRows(measure: Measure, trials: readonly TrialBody[]): readonly ProductRows[] {
  const read = trialRowReader(measure);
  const groups = new Map<string, ProductRows & { readonly rows: ProductRows["rows"][number][] }>();
  for (const trial of countedAttempts(measure, trials)) {
    if (trial.measure !== measure.name || "skipped" in trial) continue;
    const { instance, product = "" } = trial;
    const key = JSON.stringify([instance, product]);
    const group = groups.get(key) ?? { participantId: "", instance, product, rows: [] };
    groups.set(key, group);
    const row = read(trial);
    if (row.success) group.rows.push(row.data);
  }
  return withSharedRows(measure, [...groups.values()]);
}

/** The attempts at each block that count: the last, but the first where choices are paid. */
function countedAttempts(counting: Measure, trials: readonly TrialBody[]): readonly TrialBody[] {
  if (counting.countsEveryAttempt) return trials;
  const blockOf = ({ measure, instance, product, blockIndex }: TrialBody) =>
    JSON.stringify([measure, instance, product, blockIndex]);
  const best = counting.draw ? Math.min : Math.max;
  const counted = new Map<string, number>();
  for (const trial of trials) {
    const block = blockOf(trial);
    const attempt = trial.attempt ?? 0;
    counted.set(block, best(counted.get(block) ?? attempt, attempt));
  }
  return trials.filter((trial) => (trial.attempt ?? 0) === counted.get(blockOf(trial)));
}
