import { around, type Interval } from "../association/moments.ts";
import { normalCdf, normalHalfWidth, normalUpperTail } from "../numerics/distributions.ts";

/** Two one-sided tests of a difference against a margin. */
export type EquivalenceReport = {
  readonly margin: number;
  readonly z_lower: number;
  readonly p_lower: number;
  readonly z_upper: number;
  readonly p_upper: number;
  readonly p_tost: number;
  readonly ci90: Interval;
  readonly equivalent: boolean;
};

/** Two one-sided normal tests that a difference lies within ± margin (Schuirmann 1987), at the 5 % level.
 *  `margin` in the units of the difference. Throws RangeError when `se` or `margin` is not positive. */
export function equivalence(difference: number, se: number, margin: number): EquivalenceReport {
  if (!(se > 0) || !(margin > 0)) throw new RangeError(`se and margin must be positive, got ${se} and ${margin}`);
  const zLower = (difference + margin) / se;
  const zUpper = (difference - margin) / se;
  const pLower = normalUpperTail(zLower);
  const pUpper = normalCdf(zUpper);
  const pTost = Math.max(pLower, pUpper);
  return {
    margin,
    z_lower: zLower,
    p_lower: pLower,
    z_upper: zUpper,
    p_upper: pUpper,
    p_tost: pTost,
    ci90: around(difference, normalHalfWidth(0.9) * se),
    equivalent: pTost < 0.05,
  };
}
