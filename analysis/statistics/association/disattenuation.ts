import { normalDensity, normalQuantile } from "../numerics/distributions.ts";

/** A correlation before and after correction for unreliability; `reason` says why the second is null or doubtful. */
export type Disattenuated = {
  readonly r_observed: number;
  readonly r_disattenuated: number | null;
  readonly reason?: string;
};

/** Correlation corrected for the unreliability of one or both columns: r / sqrt(product of reliabilities)
 *  (Spearman 1904). Refused (null with a reason) when a reliability is 0 or less; flagged when it exceeds 1. */
export function disattenuate(r: number, ...reliabilities: readonly number[]): Disattenuated {
  const bad = reliabilities.find((reliability) => !(reliability > 0));
  if (bad !== undefined) {
    return { r_observed: r, r_disattenuated: null, reason: `a reliability of ${bad} cannot correct a correlation` };
  }
  const corrected = r / Math.sqrt(reliabilities.reduce((product, reliability) => product * reliability, 1));
  if (Math.abs(corrected) <= 1) return { r_observed: r, r_disattenuated: corrected };
  return {
    r_observed: r,
    r_disattenuated: corrected,
    reason: "beyond 1: the reliabilities are too low for this correlation",
  };
}

/** The correlation with a normal trait behind a 0/1 outcome, from the point-biserial r and the share of ones.
 *  `share` strictly between 0 and 1; may exceed 1 in absolute value. */
export function biserial(pointBiserial: number, share: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`share must be between 0 and 1, got ${share}`);
  return (pointBiserial * Math.sqrt(share * (1 - share))) / normalDensity(normalQuantile(share));
}
