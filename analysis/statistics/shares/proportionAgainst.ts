import { binomialCdf, binomialPmf, binomialUpperTail, normalTwoSided } from "../numerics/distributions.ts";

/** A share tested against a claimed value; the z test is null where the claim is 0 or 1. */
export type ClaimTest = {
  readonly p0: number;
  readonly score_z: number | null;
  readonly score_p: number | null;
  readonly exact_binomial_p_two_sided_minlike: number;
  readonly exact_p_less: number;
  readonly exact_p_greater: number;
};

/** Tests `x` of `n` against the claimed share `p0` by the score test and exactly (Clopper & Pearson tails; two-sided:
 *  all outcomes at most as likely as the one seen, as R's binom.test). Throws RangeError when n is 0. */
export function proportionAgainst(x: number, n: number, p0: number): ClaimTest {
  if (!(n > 0)) throw new RangeError("a share of nobody cannot be tested");
  const z = p0 > 0 && p0 < 1 ? (x / n - p0) / Math.sqrt((p0 * (1 - p0)) / n) : null;
  return {
    p0,
    score_z: z,
    score_p: z === null ? null : normalTwoSided(z),
    exact_binomial_p_two_sided_minlike: exactTwoSided(x, n, p0),
    exact_p_less: binomialCdf(x, n, p0),
    exact_p_greater: binomialUpperTail(x - 1, n, p0),
  };
}

// Probabilities equal up to rounding count as equal, as in R.
const AS_LIKELY = 1 + 1e-7;

function exactTwoSided(x: number, n: number, p0: number): number {
  if (p0 <= 0) return x === 0 ? 1 : 0;
  if (p0 >= 1) return x === n ? 1 : 0;
  const expected = n * p0;
  if (x === expected) return 1;
  const limit = binomialPmf(x, n, p0) * AS_LIKELY;
  if (x < expected) {
    const far = firstWhere(Math.ceil(expected), n, (k) => binomialPmf(k, n, p0) <= limit);
    return Math.min(1, binomialCdf(x, n, p0) + binomialUpperTail(far - 1, n, p0));
  }
  const near = firstWhere(0, Math.floor(expected), (k) => binomialPmf(k, n, p0) > limit);
  return Math.min(1, binomialCdf(near - 1, n, p0) + binomialUpperTail(x - 1, n, p0));
}

// The probabilities fall (or rise) steadily over the range searched, so halving finds the edge.
function firstWhere(from: number, to: number, holds: (k: number) => boolean): number {
  let low = from;
  let high = to + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
