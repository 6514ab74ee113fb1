import { type Interval, total } from "../association/moments.ts";
import { normalTwoSided } from "../numerics/distributions.ts";
import { logBeta, logGamma } from "../numerics/specialFunctions.ts";
import { newcombeIndependent } from "./newcombe.ts";

/** The shares of two separate groups compared. */
export type TwoProportionsReport = {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
  readonly difference: number;
  readonly newcombe_hybrid_score_ci95: Interval;
  readonly pooled_z: number | null;
  readonly p: number | null;
  readonly fisher_exact_p: number;
  readonly cohen_h: number;
  readonly bayes_prob_p2_gt_p1_uniform_priors: number;
};

/** Share `x1` of `n1` minus share `x2` of `n2`, separate people: Newcombe interval, pooled z, Fisher's exact test
 *  (two-sided as R), Cohen's h, and P(share 2 > share 1) under uniform priors. Throws RangeError for an empty group. */
export function twoProportions(
  first: readonly [number, number],
  second: readonly [number, number],
): TwoProportionsReport {
  const [x1, n1] = first;
  const [x2, n2] = second;
  const [p1, p2] = [x1 / n1, x2 / n2];
  const pooled = (x1 + x2) / (n1 + n2);
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
  const z = se > 0 ? (p1 - p2) / se : null;
  return {
    x1,
    n1,
    x2,
    n2,
    difference: p1 - p2,
    newcombe_hybrid_score_ci95: newcombeIndependent(first, second),
    pooled_z: z,
    p: z === null ? null : normalTwoSided(z),
    fisher_exact_p: fisherExact(first, second),
    cohen_h: 2 * Math.asin(Math.sqrt(p1)) - 2 * Math.asin(Math.sqrt(p2)),
    bayes_prob_p2_gt_p1_uniform_priors: probabilitySecondLarger(first, second),
  };
}

// Probabilities equal up to rounding count as equal, as in R.
const AS_LIKELY = 1 + 1e-7;

function fisherExact([x1, n1]: readonly [number, number], [x2, n2]: readonly [number, number]): number {
  const yes = x1 + x2;
  const from = Math.max(0, yes - n2);
  const to = Math.min(n1, yes);
  const logs = Array.from({ length: to - from + 1 }, (_, index) => {
    const k = from + index;
    return logChoose(n1, k) + logChoose(n2, yes - k) - logChoose(n1 + n2, yes);
  });
  const limit = Math.exp(logs[x1 - from]!) * AS_LIKELY;
  const asUnlikely = logs.map(Math.exp).filter((probability) => probability <= limit);
  return Math.min(1, total(asUnlikely));
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

// Closed form for whole-number beta parameters: a finite sum over the second group's successes.
function probabilitySecondLarger([x1, n1]: readonly [number, number], [x2, n2]: readonly [number, number]): number {
  const [a1, b1] = [x1 + 1, n1 - x1 + 1];
  const [a2, b2] = [x2 + 1, n2 - x2 + 1];
  const terms = Array.from({ length: a2 }, (_, i) =>
    Math.exp(logBeta(a1 + i, b1 + b2) - Math.log(b2 + i) - logBeta(1 + i, b2) - logBeta(a1, b1)),
  );
  return total(terms);
}
