import { around, type Interval } from "../association/moments.ts";
import type { Clusters } from "../models/clustered/clusters.ts";
import { tQuantile } from "../numerics/distributions.ts";

/** A share among people who come in units, with the error that counts units. */
export type ClusteredShare = {
  readonly cluster_robust_se: number;
  /** Variance against that of a simple random sample; null when all answers are alike. */
  readonly design_effect: number | null;
  /** By t with one degree of freedom less than units. */
  readonly ci95_cluster_t: Interval;
};

/** The standard error of a share when units were sampled rather than people (ratio estimator; Cochran 1977, ch. 9).
 *  `answers[i]` is 0 or 1, `clusters` hold the rows of each unit. Throws RangeError with fewer than two units. */
export function clusteredShare(answers: ArrayLike<number>, clusters: Clusters): ClusteredShare {
  const units = clusters.length;
  if (units < 2) throw new RangeError(`a clustered share needs two units, got ${units}`);
  const sums = clusters.map((rows) => ({ n: rows.length, yes: rows.reduce((sum, row) => sum + answers[row]!, 0) }));
  const n = sums.reduce((sum, unit) => sum + unit.n, 0);
  const share = sums.reduce((sum, unit) => sum + unit.yes, 0) / n;
  const squares = sums.reduce((sum, unit) => sum + (unit.yes - share * unit.n) ** 2, 0);
  const variance = ((units / (units - 1)) * squares) / n ** 2;
  const se = Math.sqrt(variance);
  const simple = (share * (1 - share)) / n;
  return {
    cluster_robust_se: se,
    design_effect: simple === 0 ? null : variance / simple,
    ci95_cluster_t: around(share, tQuantile(0.975, units - 1) * se),
  };
}
