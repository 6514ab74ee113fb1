import { around, type Interval } from "../association/moments.ts";
import { normalHalfWidth } from "../numerics/distributions.ts";

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
  /** How many people the ratings come from, where some gave several: errors and intervals then count people. */
  readonly persons?: number;
};

/** Lowest promoter and highest detractor on the 0-10 rating (Reichheld 2003). */
export const PROMOTER_FROM = 9;
export const DETRACTOR_TO = 6;

/** Net promoter score with its standard error, Wald and adjusted-Wald interval (three pseudo-answers: Rocks 2016).
 *  `ratings` are whole numbers 0 to 10, one per participant, or several with `persons[i]` saying whose rating i is; score and limits from -100 to 100 (Wald may exceed).
 *  Throws RangeError when nobody answered. */
export function netPromoterScore(ratings: readonly number[], persons: readonly string[] | null = null): NpsReport {
  const n = ratings.length;
  if (n === 0) throw new RangeError("a net promoter score needs at least one rating");
  const promoters = ratings.filter((rating) => rating >= PROMOTER_FROM).length;
  const detractors = ratings.filter((rating) => rating <= DETRACTOR_TO).length;
  const p = promoters / n;
  const d = detractors / n;
  const spread = p + d - (p - d) ** 2;
  const clustered = persons === null ? null : spreadOfPersons(ratings, persons, p - d);
  const se = 100 * (clustered?.se ?? Math.sqrt(spread / n));
  // What clustering does to the error, it does to every error below.
  const factor = clustered === null ? 1 : se / (100 * Math.sqrt(spread / n));
  return {
    n,
    promoters,
    passives: n - promoters - detractors,
    detractors,
    promoter_share: p,
    detractor_share: d,
    nps: (100 * (promoters - detractors)) / n,
    se,
    se_n_minus_1: n > 1 ? factor * 100 * Math.sqrt(spread / (n - 1)) : null,
    ci95_wald: around(100 * (p - d), normalHalfWidth() * se),
    adjusted_wald: adjustedWald(promoters, detractors, { n, factor }),
    ...(clustered === null ? {} : { persons: clustered.persons }),
  };
}

/** Linearised error of a mean of 1, 0 and -1 over persons. */
function spreadOfPersons(ratings: readonly number[], persons: readonly string[], mean: number) {
  const sums = new Map<string, number>();
  ratings.forEach((rating, row) => {
    const points = rating >= PROMOTER_FROM ? 1 : rating <= DETRACTOR_TO ? -1 : 0;
    sums.set(persons[row]!, (sums.get(persons[row]!) ?? 0) + points - mean);
  });
  const count = sums.size;
  if (count < 2) return null;
  const squares = [...sums.values()].reduce((all, sum) => all + sum ** 2, 0);
  return { se: Math.sqrt((squares * count) / (count - 1)) / ratings.length, persons: count };
}

function adjustedWald(
  promoters: number,
  detractors: number,
  { n, factor }: { readonly n: number; readonly factor: number },
): NpsReport["adjusted_wald"] {
  const padded = n + 3;
  const p = (promoters + 0.75) / padded;
  const d = (detractors + 0.75) / padded;
  const se = factor * 100 * Math.sqrt((p + d - (p - d) ** 2) / padded);
  return { nps_adj: 100 * (p - d), se, ci95: around(100 * (p - d), normalHalfWidth() * se) };
}
