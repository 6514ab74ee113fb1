import { normalHalfWidth } from "../numerics/distributions.ts";
import { around, type Interval } from "./moments.ts";

/** The net promoter score of a group. */
export type NpsReport = {
  readonly n: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly promoter_share: number;
  readonly detractor_share: number;
  readonly nps: number;
  readonly se: number;
  readonly se_n_minus_1: number | null;
  readonly ci95_wald: Interval;
  readonly adjusted_wald: { readonly nps_adj: number; readonly se: number; readonly ci95: Interval };
};

/** Lowest promoter and highest detractor on the 0-10 rating (Reichheld 2003). */
export const PROMOTER_FROM = 9;
export const DETRACTOR_TO = 6;

/** Net promoter score with its standard error, Wald and adjusted-Wald interval (three pseudo-answers: Rocks 2016).
 *  `ratings` are whole numbers 0 to 10, one per participant; score and limits from -100 to 100 (Wald may exceed).
 *  Throws RangeError when nobody answered. */
export function netPromoterScore(ratings: readonly number[]): NpsReport {
  const n = ratings.length;
  if (n === 0) throw new RangeError("a net promoter score needs at least one rating");
  const promoters = ratings.filter((rating) => rating >= PROMOTER_FROM).length;
  const detractors = ratings.filter((rating) => rating <= DETRACTOR_TO).length;
  const p = promoters / n;
  const d = detractors / n;
  const spread = p + d - (p - d) ** 2;
  const se = 100 * Math.sqrt(spread / n);
  return {
    n,
    promoters,
    passives: n - promoters - detractors,
    detractors,
    promoter_share: p,
    detractor_share: d,
    nps: (100 * (promoters - detractors)) / n,
    se,
    se_n_minus_1: n > 1 ? 100 * Math.sqrt(spread / (n - 1)) : null,
    ci95_wald: around(100 * (p - d), normalHalfWidth() * se),
    adjusted_wald: adjustedWald(promoters, detractors, n),
  };
}

function adjustedWald(promoters: number, detractors: number, n: number): NpsReport["adjusted_wald"] {
  const padded = n + 3;
  const p = (promoters + 0.75) / padded;
  const d = (detractors + 0.75) / padded;
  const se = 100 * Math.sqrt((p + d - (p - d) ** 2) / padded);
  return { nps_adj: 100 * (p - d), se, ci95: around(100 * (p - d), normalHalfWidth() * se) };
}
