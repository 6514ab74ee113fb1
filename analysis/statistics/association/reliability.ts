import { fQuantile, normalHalfWidth } from "../numerics/distributions.ts";
import { ratio } from "../shares/ratio.ts";
import { correlationCoefficient } from "./correlation.ts";
import { around, average, covariance, type MaybeInterval, total } from "./moments.ts";

/** Internal consistency of a scale. */
export type AlphaReport = {
  readonly k: number;
  readonly n: number;
  readonly alpha: number | null;
  readonly standardized_alpha: number | null;
  readonly mean_interitem_r: number | null;
  readonly ci95_feldt: MaybeInterval;
  readonly alpha_if_dropped: readonly (number | null)[];
  readonly corrected_item_total_r: readonly (number | null)[];
};

/** Cronbach's alpha with Feldt's interval (Cronbach 1951; Feldt 1965). One list per item, same people in the same
 *  order, no missing answers. Null where items do not vary or, dropped, leave one. Throws RangeError below two items
 *  or two people. */
export function alpha(items: readonly (readonly number[])[]): AlphaReport {
  const k = items.length;
  const n = items[0]?.length ?? 0;
  if (k < 2 || n < 2) throw new RangeError(`alpha needs two items and two people, got ${k} and ${n}`);
  const totals = Array.from({ length: n }, (_, row) => total(items.map((item) => item[row]!)));
  const value = alphaOf(items);
  const meanR = meanInterItem(items);
  return {
    k,
    n,
    alpha: value,
    standardized_alpha: meanR === null ? null : ratio(k * meanR, 1 + (k - 1) * meanR),
    mean_interitem_r: meanR,
    ci95_feldt: value === null ? [null, null] : feldt(value, k, n),
    alpha_if_dropped: items.map((_, dropped) => alphaOf(items.filter((__, index) => index !== dropped))),
    corrected_item_total_r: items.map((item) =>
      correlationCoefficient(
        item,
        totals.map((sum, row) => sum - item[row]!),
      ),
    ),
  };
}

function alphaOf(items: readonly (readonly number[])[]): number | null {
  const k = items.length;
  if (k < 2) return null;
  const own = total(items.map((item) => covariance(item, item) ?? 0));
  const all = total(items.flatMap((a) => items.map((b) => covariance(a, b) ?? 0)));
  return all > 0 ? (k / (k - 1)) * (1 - own / all) : null;
}

function meanInterItem(items: readonly (readonly number[])[]): number | null {
  const pairs = items.flatMap((a, first) => items.slice(0, first).map((b) => correlationCoefficient(a, b)));
  const known = pairs.filter((r) => r !== null);
  return known.length === pairs.length ? average(known) : null;
}

function feldt(value: number, k: number, n: number): MaybeInterval {
  const [df1, df2] = [n - 1, (n - 1) * (k - 1)];
  return [1 - (1 - value) * fQuantile(0.975, df1, df2), 1 - (1 - value) * fQuantile(0.025, df1, df2)];
}

/** Agreement of two halves of a task. */
export type SplitHalfReport = {
  readonly r: number | null;
  readonly spearman_brown: number | null;
  readonly flanagan_rulon_guttman: number | null;
  readonly ci95_spearman_brown: MaybeInterval;
};

/** Split-half reliability, stepped up to full length (Spearman 1910; Brown 1910; Flanagan-Rulon-Guttman 1945).
 *  `a[i]` and `b[i]` are one person's halves. Negative values are reported as they are; null for constant halves.
 *  Throws RangeError when the lengths differ. */
export function splitHalf(a: readonly number[], b: readonly number[]): SplitHalfReport {
  const r = correlationCoefficient(a, b);
  const [shared, ofA, ofB] = [covariance(a, b), covariance(a, a), covariance(b, b)];
  const canShift = r !== null && Math.abs(r) < 1 && a.length > 3;
  const limits = canShift ? around(Math.atanh(r), normalHalfWidth() / Math.sqrt(a.length - 3)) : null;
  return {
    r,
    spearman_brown: r === null ? null : spearmanBrown(r),
    flanagan_rulon_guttman:
      shared === null || ofA === null || ofB === null ? null : ratio(4 * shared, ofA + ofB + 2 * shared),
    ci95_spearman_brown:
      limits === null ? [null, null] : [spearmanBrown(Math.tanh(limits[0])), spearmanBrown(Math.tanh(limits[1]))],
  };
}

/** Reliability of a task twice as long (Spearman 1910; Brown 1910): 2r / (1 + r); null at r = -1. */
export function spearmanBrown(r: number): number | null {
  return r === -1 ? null : (2 * r) / (1 + r);
}
