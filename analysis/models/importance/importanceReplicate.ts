import { percentileInterval } from "../validation/bootstrapInterval.ts";
import { MAX_ATTEMPTS, type Resampler } from "../validation/resamples.ts";
import { generalDominance } from "./dominance.ts";
import { type Blocks, groupShares } from "./shapleyGroups.ts";
import { IMPORTANCE_METRICS, type ImportanceProblem, type SubsetFits, subsetFits } from "./subsetFits.ts";

/** Numbers of one replicate: general dominance of each predictor by each metric, then the two block shares by each. */
export function importanceWidth(predictors: number): number {
  return IMPORTANCE_METRICS.length * (predictors + 2);
}

function numbersOf(fits: SubsetFits, blocks: Blocks): Float64Array {
  return Float64Array.from(
    IMPORTANCE_METRICS.flatMap((metric) => {
      const general = generalDominance(
        fits.values.map((value) => value[metric]),
        fits.predictors.length,
      );
      const { stated, implicit } = groupShares(fits, blocks, metric);
      return [...general, stated, implicit];
    }),
  );
}

/** Importance in resample `index`, drawn again while a subset model has no estimate. */
export function importanceReplicate(
  { problem, blocks }: { readonly problem: ImportanceProblem; readonly blocks: Blocks },
  resampler: Resampler,
  index: number,
): Float64Array | null {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const rows = resampler.rowsOf(index, attempt);
    if (rows === null) return null;
    const fits = subsetFits(problem, rows);
    if (fits !== null) return numbersOf(fits, blocks);
  }
  return null;
}

/** Percentile intervals of importance: by metric, of each predictor and of the two blocks. */
export type ImportanceIntervals = Readonly<
  Record<
    string,
    {
      readonly general: Readonly<Record<string, readonly [number, number]>>;
      readonly groups: Readonly<Record<"stated" | "implicit", readonly [number, number]>>;
    }
  >
>;

/** Bootstrap intervals of the shares; null when a replicate is missing. */
export function importanceIntervals(
  predictors: readonly string[],
  replicates: readonly (Float64Array | null)[],
): ImportanceIntervals | null {
  const usable = replicates.filter((replicate) => replicate !== null);
  if (usable.length < replicates.length || usable.length < 2) return null;
  const interval = (at: number) => percentileInterval(usable.map((replicate) => replicate[at]!));
  return Object.fromEntries(
    IMPORTANCE_METRICS.map((metric, m) => {
      const from = m * (predictors.length + 2);
      const general = Object.fromEntries(predictors.map((name, i) => [name, interval(from + i)]));
      const at = from + predictors.length;
      return [metric, { general, groups: { stated: interval(at), implicit: interval(at + 1) } }];
    }),
  );
}
