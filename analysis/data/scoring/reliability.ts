import { quantileOfSorted } from "../../statistics/numerics/quantile.ts";
import { cellPermutations } from "./cellPermutations.ts";
import { dPermutations } from "./dPermutations.ts";
import { oddEvenHalves, strataOf } from "./halves.ts";
import { rowPermutations } from "./rowPermutations.ts";
import { counts, type Scored } from "./scoreEveryone.ts";
import { mirroredSpearmanBrown, splitCorrelation } from "./splitCorrelation.ts";
import type { SplitPlan } from "./splitPlan.ts";

/** Agreement of odd with even trials. `spearman_brown` is null, with a reason, where r is not positive. */
export type OddEven = {
  readonly r: number | null;
  readonly spearman_brown: number | null;
  readonly n: number;
  readonly reason?: string;
};

/** Spearman–Brown over random splits: mean and the middle 95 %. */
export type Permutation = {
  readonly mean: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly splits: number;
  readonly seed: number;
  readonly reason?: string;
};

export type Reliability = { readonly odd_even: OddEven; readonly permutation: Permutation };

const TOO_FEW = "fewer than three people have a score in both halves, or their scores do not vary";
const NOT_POSITIVE = "the halves do not agree (r ≤ 0); Spearman–Brown is not defined there";

/** Split-half reliability of the people whose score counts, each half scored by the whole algorithm; strata are person ×
 *  block. Null for measures that are not split (no `stratum`). Source: Spearman (1910), Brown (1910); Parsons,
 *  Kruijt & Fox (2019) for random splits. */
export function reliabilityOf(plan: SplitPlan, scored: readonly Scored[]): Reliability | null {
  if (!plan.measure.stratum) return null;
  const counted = scored.filter(counts);
  return { odd_even: oddEven(plan, counted), permutation: permutation(plan, counted) };
}

function oddEven({ measure, settings }: SplitPlan, counted: readonly Scored[]): OddEven {
  const pairs = counted.flatMap(({ rows }) => {
    const [odd, even] = oddEvenHalves(strataOf(measure, rows));
    const [a, b] = [measure.score(odd, settings).value, measure.score(even, settings).value];
    return a === null || b === null ? [] : [[a, b] as const];
  });
  const [odd, even] = [Float64Array.from(pairs, ([a]) => a), Float64Array.from(pairs, ([, b]) => b)];
  const r = splitCorrelation(odd, even, pairs.length);
  const n = pairs.length;
  if (r === null) return { r, spearman_brown: null, n, reason: TOO_FEW };
  return r > 0
    ? { r, spearman_brown: mirroredSpearmanBrown(r), n }
    : { r, spearman_brown: null, n, reason: NOT_POSITIVE };
}

function permutation(plan: SplitPlan, counted: readonly Scored[]): Permutation {
  const { splits, seed } = plan;
  const rs = dPermutations(plan, counted) ?? cellPermutations(plan, counted) ?? rowPermutations(plan, counted);
  const stepped = rs.flatMap((r) => (r === null ? [] : mirroredSpearmanBrown(r))).sort((a, b) => a - b);
  const none = { mean: null, lower: null, upper: null, splits, seed };
  if (stepped.length === 0) return { ...none, reason: TOO_FEW };
  const mean = stepped.reduce((sum, value) => sum + value / stepped.length, 0);
  if (mean <= 0) return { ...none, reason: NOT_POSITIVE };
  return { mean, lower: quantileOfSorted(stepped, 0.025), upper: quantileOfSorted(stepped, 0.975), splits, seed };
}
