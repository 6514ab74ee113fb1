import { normalCdf, normalHalfWidth, normalQuantile } from "../numerics/distributions.ts";
import { quantileOfSorted } from "../numerics/quantile.ts";

/** Bias-corrected accelerated interval; null where every replicate lies on one side of the estimate. */
export type BcaInterval = {
  readonly z0: number;
  readonly acceleration: number;
  readonly alpha_adj: readonly [number, number];
  readonly ci95: readonly [number, number];
};

/** A bootstrapped statistic, as in `bootstrap_delta_*`. */
export type BootstrapReport = {
  readonly theta: number;
  readonly boot_mean: number;
  readonly boot_se: number;
  readonly percentile95_type7: readonly [number, number];
  readonly bca: BcaInterval | null;
  readonly replicates_first5: readonly number[];
};

/** Percentile interval (type-7 quantiles) of replicates in any order. */
export function percentileInterval(replicates: ArrayLike<number>, level = 0.95): readonly [number, number] {
  const sorted = Float64Array.from(replicates).sort();
  const tail = (1 - level) / 2;
  return [quantileOfSorted(sorted, tail), quantileOfSorted(sorted, 1 - tail)];
}

/** Efron's (1987) BCa interval: bias from the share of replicates below `theta`, acceleration from the jackknife. */
export function bcaInterval(
  theta: number,
  replicates: ArrayLike<number>,
  jackknife: ArrayLike<number>,
): BcaInterval | null {
  const sorted = Float64Array.from(replicates).sort();
  const below = sorted.reduce((count, value) => count + (value < theta ? 1 : 0), 0);
  if (below === 0 || below === sorted.length) return null;
  const z0 = normalQuantile(below / sorted.length);
  const values = Float64Array.from(jackknife);
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (centre - value) ** 2, 0);
  const cubes = values.reduce((sum, value) => sum + (centre - value) ** 3, 0);
  const acceleration = squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
  const level = (z: number) => normalCdf(z0 + (z0 + z) / (1 - acceleration * (z0 + z)));
  const [low, high] = [level(-normalHalfWidth()), level(normalHalfWidth())];
  return {
    z0,
    acceleration,
    alpha_adj: [low, high],
    ci95: [quantileOfSorted(sorted, low), quantileOfSorted(sorted, high)],
  };
}

/** Mean, SE, percentile and BCa interval of bootstrap replicates in index order. Throws RangeError below two. */
export function bootstrapReport(
  theta: number,
  replicates: ArrayLike<number>,
  jackknife: ArrayLike<number>,
): BootstrapReport {
  const values = Float64Array.from(replicates);
  if (values.length < 2) throw new RangeError(`${values.length} replicates`);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return {
    theta,
    boot_mean: mean,
    boot_se: Math.sqrt(variance),
    percentile95_type7: percentileInterval(values),
    bca: bcaInterval(theta, values, jackknife),
    replicates_first5: Array.from(values.subarray(0, 5)),
  };
}
