import { aucDifference, aucDifferenceProblem, jackknifeAucDifference } from "./aucDifference.ts";
import { type BootstrapReport, bootstrapReport } from "./bootstrapInterval.ts";
import type { ReplicateRunner } from "./replicateJob.ts";
import { type Resampling, rowsByPerson } from "./resamples.ts";

/** Two scores of the same rows, first minus second. */
export type AucDifferenceQuestion = {
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  readonly outcome: ArrayLike<number>;
  readonly resampling: Resampling;
  /** Person of each row when persons have several: they are resampled and left out whole. */
  readonly persons: readonly string[] | null;
};

/** The `bootstrap_delta_auc_*` section: percentile and BCa interval of an AUC difference. Null when a resample never had
 *  both buyers and non-buyers. Throws RangeError when the original rows lack one of them. */
export async function bootstrapAucDifference(
  { first, second, outcome, resampling, persons }: AucDifferenceQuestion,
  run: ReplicateRunner,
): Promise<BootstrapReport | null> {
  const problem = aucDifferenceProblem(first, second, outcome);
  const rows = Int32Array.from({ length: outcome.length }, (_, i) => i);
  const theta = aucDifference(problem, rows);
  if (theta === null) throw new RangeError("an AUC needs buyers and non-buyers");
  const replicates = await run({ kind: "aucDifference", problem, resampling, persons });
  const values = replicates.flatMap((replicate) => (replicate === null ? [] : [replicate[0]!]));
  if (values.length < replicates.length || values.length < 2) return null;
  const units = persons === null ? Array.from(rows, (row) => Int32Array.of(row)) : rowsByPerson(persons);
  return bootstrapReport(theta, values, jackknifeAucDifference(problem, units));
}
