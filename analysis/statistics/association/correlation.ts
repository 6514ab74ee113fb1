import { normalHalfWidth, tTwoSided } from "../numerics/distributions.ts";
import { midranks } from "../ranking/midranks.ts";
import { type KendallReport, kendall } from "./kendall.ts";
import { around, covariance, type MaybeInterval } from "./moments.ts";

/** A product-moment correlation; null where it cannot be computed (a constant, fewer than three people). */
export type PearsonReport = {
  readonly n: number;
  readonly r: number | null;
  readonly t: number | null;
  readonly df: number;
  readonly p: number | null;
  readonly fisher_z: number | null;
  readonly ci95_fisher: MaybeInterval;
};

/** A rank correlation; null where it cannot be computed. */
export type SpearmanReport = {
  readonly n: number;
  readonly rho: number | null;
  readonly t: number | null;
  readonly p_t_approx: number | null;
  readonly ci95_bonett_wright: MaybeInterval;
};

/** Three correlations of one pair of columns. */
export type CorrelationReport = {
  readonly pearson: PearsonReport;
  readonly spearman: SpearmanReport;
  readonly kendall: KendallReport;
};

/** Pearson, Spearman and Kendall correlations of `x[i]` with `y[i]`, -1 to 1.
 *  Throws RangeError when the lengths differ. */
export function correlation(x: readonly number[], y: readonly number[]): CorrelationReport {
  return { pearson: pearson(x, y), spearman: spearman(x, y), kendall: kendall(x, y) };
}

/** The bare product-moment correlation; null when a column is constant or there are fewer than two people. */
export function correlationCoefficient(x: readonly number[], y: readonly number[]): number | null {
  if (x.length !== y.length) throw new RangeError(`columns must be equally long, got ${x.length} and ${y.length}`);
  const [shared, ofX, ofY] = [covariance(x, y), covariance(x, x), covariance(y, y)];
  if (shared === null || !ofX || !ofY) return null;
  return Math.min(1, Math.max(-1, shared / Math.sqrt(ofX * ofY)));
}

/** Pearson's r with its t test and Fisher interval (needs four people); null where undefined. */
export function pearson(x: readonly number[], y: readonly number[]): PearsonReport {
  const n = x.length;
  const r = correlationCoefficient(x, y);
  const { t, p } = tTest(r, n);
  return {
    n,
    r,
    t,
    df: n - 2,
    p,
    fisher_z: isInside(r) ? Math.atanh(r) : null,
    ci95_fisher: fisherInterval(r, n, 1),
  };
}

/** Spearman's rho by midranks, t approximation, interval of Bonett & Wright 2000; null where undefined. */
export function spearman(x: readonly number[], y: readonly number[]): SpearmanReport {
  const n = x.length;
  const rho = correlationCoefficient(midranks(x), midranks(y));
  const { t, p } = tTest(rho, n);
  return { n, rho, t, p_t_approx: p, ci95_bonett_wright: fisherInterval(rho, n, 1 + (rho ?? 0) ** 2 / 2) };
}

/** The 95 % interval of a correlation on Fisher's scale, `inflation` times the usual variance 1 / (n - 3). */
export function fisherInterval(r: number | null, n: number, inflation: number): MaybeInterval {
  if (!isInside(r) || n < 4) return [null, null];
  const [lower, upper] = around(Math.atanh(r), normalHalfWidth() * Math.sqrt(inflation / (n - 3)));
  return [Math.tanh(lower), Math.tanh(upper)];
}

function isInside(r: number | null): r is number {
  return r !== null && Math.abs(r) < 1;
}

function tTest(r: number | null, n: number): { readonly t: number | null; readonly p: number | null } {
  if (!isInside(r) || n < 3) return { t: null, p: null };
  const t = r * Math.sqrt((n - 2) / (1 - r * r));
  return { t, p: tTwoSided(t, n - 2) };
}
