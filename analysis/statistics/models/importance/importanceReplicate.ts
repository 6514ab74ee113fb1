import { percentileInterval } from "../../validation/bootstrapInterval.ts";
import { MAX_ATTEMPTS, type Resampler } from "../../validation/resamples.ts";
import { generalDominance } from "./dominance.ts";
import { type Blocks, groupShares } from "./shapleyGroups.ts";
import { IMPORTANCE_METRICS, type ImportanceProblem, resampledFits, type SubsetFits } from "./subsetFits.ts";

// Behind the predictors: the two block shares and what each block explains alone.
const BLOCK_NUMBERS = 4;

/** Numbers of one replicate, metric by metric: general dominance of each predictor, the shares of the two blocks, what
 *  each block explains alone. */
export function importanceWidth(predictors: number): number {
  return IMPORTANCE_METRICS.length * (predictors + BLOCK_NUMBERS);
}

function numbersOf(fits: SubsetFits, blocks: Blocks): Float64Array {
  return Float64Array.from(
    IMPORTANCE_METRICS.flatMap((metric) => {
      const general = generalDominance(
        fits.values.map((value) => value[metric]),
        fits.predictors.length,
      );
      const { stated, implicit, commonality } = groupShares(fits, blocks, metric);
      return [...general, stated, implicit, commonality.unique_1, commonality.unique_2];
    }),
  );
}

type Question = { readonly problem: ImportanceProblem; readonly blocks: Blocks };

/** Importance in resample `index`, drawn again while a subset model has no estimate. */
export function importanceReplicate(question: Question, resampler: Resampler, index: number): Float64Array | null {
  return importanceReplicator(question)(resampler, index);
}

/** What does `importanceReplicate` for many replicates of one problem. */
export function importanceReplicator({
  problem,
  blocks,
}: Question): (resampler: Resampler, index: number) => Float64Array | null {
  const fitted = resampledFits(problem);
  return (resampler, index) => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const rows = resampler.rowsOf(index, attempt);
      if (rows === null) return null;
      const fits = fitted(rows);
      if (fits !== null) return numbersOf(fits, blocks);
    }
    return null;
  };
}

/** Percentile intervals of importance: by metric, of each predictor and of the two blocks. */
export type ImportanceIntervals = Readonly<
  Record<
    string,
    {
      readonly general: Readonly<Record<string, readonly [number, number]>>;
      readonly groups: Readonly<Record<"stated" | "implicit", readonly [number, number]>>;
      /** The implicit block's part of what both explain; null where a resample explains nothing. */
      /** What the stated block explains alone, the implicit one alone, and both alike. */
      readonly commonality: Readonly<Record<"unique_1" | "unique_2" | "common", readonly [number, number]>>;
      readonly implicit_share: readonly [number, number] | null;
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
      const from = m * (predictors.length + BLOCK_NUMBERS);
      const general = Object.fromEntries(predictors.map((name, i) => [name, interval(from + i)]));
      const at = from + predictors.length;
      const shares = usable.map((replicate) => shareOf(replicate[at + 1]!, replicate[at]!));
      const known = shares.filter((share) => share !== null);
      const implicit_share = known.length < usable.length ? null : percentileInterval(known);
      const common = usable.map((one) => one[at]! + one[at + 1]! - one[at + 2]! - one[at + 3]!);
      const commonality = {
        unique_1: interval(at + 2),
        unique_2: interval(at + 3),
        common: percentileInterval(common),
      };
      return [
        metric,
        { general, commonality, groups: { stated: interval(at), implicit: interval(at + 1) }, implicit_share },
      ];
    }),
  );
}

// A part of a whole lies between nothing and all of it; a block that explains less than nothing has none of it.
function shareOf(part: number, rest: number): number | null {
  const [own, other] = [Math.max(0, part), Math.max(0, rest)];
  return own + other > 0 ? own / (own + other) : null;
}
