import { randomStream } from "../../../../experiments/random/randomStream.ts";
import { average, total } from "../../association/moments.ts";
import { quantile } from "../../numerics/quantile.ts";
import type { Clusters } from "./clusters.ts";

/** A number computed from some rows, a row possibly more than once; null where it is undefined on them. */
export type RowStatistic = (rows: readonly number[]) => number | null;

/** A statistic with the spread it has when persons are drawn again. */
export type ClusterBootstrap = {
  readonly theta: number | null;
  readonly replicates_first5: readonly number[];
  readonly boot_mean: number | null;
  readonly boot_se: number | null;
  readonly percentile95_type7: readonly [number, number] | null;
  readonly resamples: number;
  /** Draws on which the statistic was undefined. */
  readonly undefined_resamples: number;
};

/** Draws of whole persons: `draws[b]` holds zero-based positions in `clusters`; every drawn person brings all rows, and
 *  twice when drawn twice (Field & Welsh 2007). Throws RangeError when a position is not a cluster. */
export function clusterBootstrap(
  statistic: RowStatistic,
  clusters: Clusters,
  draws: readonly ArrayLike<number>[],
): ClusterBootstrap {
  const all = draws.map((draw) => statistic(rowsOf(clusters, draw)));
  const replicates = all.filter((value) => value !== null);
  const mean = replicates.length === 0 ? null : average(replicates);
  const isSpread = mean !== null && replicates.length > 1;
  const squares = isSpread ? total(replicates.map((value) => (value - mean) ** 2)) : 0;
  return {
    theta: statistic(clusters.flat()),
    replicates_first5: replicates.slice(0, 5),
    boot_mean: mean,
    boot_se: isSpread ? Math.sqrt(squares / (replicates.length - 1)) : null,
    percentile95_type7: isSpread ? [quantile(replicates, 0.025), quantile(replicates, 0.975)] : null,
    resamples: draws.length,
    undefined_resamples: all.length - replicates.length,
  };
}

/** Seeded draws of `clusters` persons with replacement, one stream a draw. */
export function clusterDraws(
  clusters: number,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): readonly Int32Array[] {
  return Array.from({ length: resamples }, (_, draw) => {
    const random = randomStream(seed, draw);
    return Int32Array.from({ length: clusters }, () => random.below(clusters));
  });
}

function rowsOf(clusters: Clusters, draw: ArrayLike<number>): readonly number[] {
  const rows: number[] = [];
  for (let i = 0; i < draw.length; i++) {
    const cluster = clusters[draw[i]!];
    if (cluster === undefined) throw new RangeError(`there is no cluster ${draw[i]} among ${clusters.length}`);
    rows.push(...cluster);
  }
  return rows;
}
