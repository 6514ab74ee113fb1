import { around, average, covariance, type Interval, type MaybeInterval } from "../association/moments.ts";
import { normalHalfWidth, normalTwoSided } from "../numerics/distributions.ts";
import { logistic, logit } from "../numerics/specialFunctions.ts";
import { type Placements, placements } from "./placements.ts";

/** An AUC with its standard errors, intervals and test against chance; null where a group has one person or SE is 0. */
export type AucReport = {
  readonly n_pos: number;
  readonly n_neg: number;
  readonly auc: number;
  readonly delong_se: number | null;
  readonly delong_var: number | null;
  readonly ci95_delong: MaybeInterval;
  readonly ci95_logit: MaybeInterval;
  readonly hanley_mcneil_se: number;
  readonly gini: number;
  readonly z_vs_half: number | null;
  readonly p_vs_half: number | null;
};

/** The difference of two AUCs of the same people; null where it cannot be computed. */
export type PairedAucReport = {
  readonly auc1: number;
  readonly auc2: number;
  readonly difference: number;
  readonly covariance: number | null;
  readonly correlation: number | null;
  readonly se_difference: number | null;
  readonly z: number | null;
  readonly p: number | null;
  readonly ci95_difference: MaybeInterval;
};

/** AUC with DeLong's standard error (DeLong, DeLong & Clarke-Pearson 1988) and Hanley & McNeil's (1982).
 *  `scores[i]` belongs to `outcomes[i]` (1 = bought). AUC 0 to 1, never flipped; the Wald interval is clipped to 0…1.
 *  Throws RangeError when the lengths differ or one of the two groups is empty. */
export function delong(scores: ArrayLike<number>, outcomes: ArrayLike<number>): AucReport {
  const placed = placements(scores, outcomes);
  const area = average(placed.ofBuyers);
  const squared = aucVariance(placed, placed);
  const se = squared === null ? null : Math.sqrt(squared);
  const z = se === null || se === 0 ? null : (area - 0.5) / se;
  return {
    n_pos: placed.ofBuyers.length,
    n_neg: placed.ofNonBuyers.length,
    auc: area,
    delong_se: se,
    delong_var: squared,
    ci95_delong: se === null ? [null, null] : clipped(around(area, normalHalfWidth() * se)),
    ci95_logit: logitInterval(area, se),
    hanley_mcneil_se: hanleyMcNeil(area, placed),
    gini: 2 * area - 1,
    z_vs_half: z,
    p_vs_half: z === null ? null : normalTwoSided(z),
  };
}

/** Difference of the AUCs of two scores of the same people, first minus second (DeLong et al. 1988).
 *  `first[i]`, `second[i]` and `outcomes[i]` belong together. Identical scores give difference 0, SE 0 and no z or p.
 *  Not a test of nested models on the data they were fitted to (Demler et al. 2012).
 *  Throws RangeError when the lengths differ or one of the two groups is empty. */
export function delongPaired(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): PairedAucReport {
  const a = placements(first, outcomes);
  const b = placements(second, outcomes);
  const auc1 = average(a.ofBuyers);
  const auc2 = average(b.ofBuyers);
  const difference = auc1 - auc2;
  const shared = aucVariance(a, b);
  const apart = aucVariance(minus(a, b), minus(a, b));
  const se = apart === null ? null : Math.sqrt(Math.max(apart, 0));
  const z = se === null || se === 0 ? null : difference / se;
  return {
    auc1,
    auc2,
    difference,
    covariance: shared,
    correlation: correlationOf(shared, aucVariance(a, a), aucVariance(b, b)),
    se_difference: se,
    z,
    p: z === null ? null : normalTwoSided(z),
    ci95_difference: se === null ? [null, null] : around(difference, normalHalfWidth() * se),
  };
}

/** Difference of the AUCs of two separate groups of people, first minus second; z and p null when both SEs are 0. */
export function delongUnpaired(
  first: AucReport,
  second: AucReport,
): { readonly difference: number; readonly z: number | null; readonly p: number | null } {
  const difference = first.auc - second.auc;
  if (first.delong_var === null || second.delong_var === null) return { difference, z: null, p: null };
  const se = Math.sqrt(first.delong_var + second.delong_var);
  const z = se > 0 ? difference / se : null;
  return { difference, z, p: z === null ? null : normalTwoSided(z) };
}

/** DeLong covariance of two AUCs of the same people; null when a group has a single person. */
export function aucVariance(a: Placements, b: Placements): number | null {
  const buyers = covariance(a.ofBuyers, b.ofBuyers);
  const nonBuyers = covariance(a.ofNonBuyers, b.ofNonBuyers);
  if (buyers === null || nonBuyers === null) return null;
  return buyers / a.ofBuyers.length + nonBuyers / a.ofNonBuyers.length;
}

function minus(a: Placements, b: Placements): Placements {
  return {
    ofBuyers: a.ofBuyers.map((value, index) => value - b.ofBuyers[index]!),
    ofNonBuyers: a.ofNonBuyers.map((value, index) => value - b.ofNonBuyers[index]!),
  };
}

function correlationOf(shared: number | null, first: number | null, second: number | null): number | null {
  if (shared === null || !first || !second) return null;
  return shared / Math.sqrt(first * second);
}

function clipped([lower, upper]: Interval): Interval {
  return [Math.min(1, Math.max(0, lower)), Math.min(1, Math.max(0, upper))];
}

function logitInterval(area: number, se: number | null): MaybeInterval {
  if (se === null || se === 0 || area <= 0 || area >= 1) return [null, null];
  const [lower, upper] = around(logit(area), (normalHalfWidth() * se) / (area * (1 - area)));
  return [logistic(lower), logistic(upper)];
}

function hanleyMcNeil(area: number, { ofBuyers, ofNonBuyers }: Placements): number {
  const q1 = area / (2 - area);
  const q2 = (2 * area * area) / (1 + area);
  const spread =
    area * (1 - area) + (ofBuyers.length - 1) * (q1 - area * area) + (ofNonBuyers.length - 1) * (q2 - area * area);
  return Math.sqrt(spread / (ofBuyers.length * ofNonBuyers.length));
}
