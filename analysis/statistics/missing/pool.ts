import { around, average, type Interval, total } from "../association/moments.ts";
import {
  chiSquaredUpperTail,
  fUpperTail,
  normalHalfWidth,
  normalTwoSided,
  tQuantile,
  tTwoSided,
} from "../numerics/distributions.ts";

/** A finite number of degrees of freedom, or more than can be counted. */
export type DegreesOfFreedom = number | "Infinity";

/** One estimate pooled over imputed tables. */
export type PooledEstimate = {
  readonly estimate: number;
  /** Mean variance within an imputed table. */
  readonly within: number;
  /** Variance of the estimate between imputed tables. */
  readonly between: number;
  readonly total: number;
  readonly se: number;
  /** Relative increase of variance due to missing values. */
  readonly riv: number;
  /** Share of the variance due to missing values. */
  readonly lambda: number;
  readonly df_rubin1987: DegreesOfFreedom;
  readonly df_barnard_rubin: DegreesOfFreedom;
  /** Fraction of missing information. */
  readonly fmi: number;
  readonly t: number;
  readonly p: number;
  readonly ci95: Interval;
};

/** Pools one estimate by Rubin's rules (1987) with the degrees of freedom of Barnard & Rubin 1999.
 *  `variances[i]` is the squared standard error of `estimates[i]`, one an imputed table; `completeDf` the residual
 *  degrees of freedom without missing values, `Infinity` for a large-sample estimate.
 *  Throws RangeError with fewer than two tables, unequal lengths or a variance that is not positive. */
export function poolEstimates(
  estimates: readonly number[],
  variances: readonly number[],
  completeDf: number,
): PooledEstimate {
  checkTables(estimates, variances);
  const m = estimates.length;
  const estimate = average(estimates);
  const within = average(variances);
  const between = varianceOf(estimates);
  const added = (1 + 1 / m) * between;
  const whole = within + added;
  const lambda = added / whole;
  const rubin = lambda === 0 ? Number.POSITIVE_INFINITY : (m - 1) / lambda ** 2;
  const df = barnardRubin(rubin, completeDf, lambda);
  const se = Math.sqrt(whole);
  const riv = added / within;
  const t = estimate / se;
  return {
    estimate,
    within,
    between,
    total: whole,
    se,
    riv,
    lambda,
    df_rubin1987: named(rubin),
    df_barnard_rubin: named(df),
    fmi: (riv + 2 / (df + 3)) / (riv + 1),
    t,
    p: Number.isFinite(df) ? tTwoSided(t, df) : normalTwoSided(t),
    ci95: around(estimate, (Number.isFinite(df) ? tQuantile(0.975, df) : normalHalfWidth()) * se),
  };
}

function checkTables(estimates: readonly number[], variances: readonly number[]): void {
  if (estimates.length < 2 || estimates.length !== variances.length) {
    throw new RangeError(`pooling needs two tables or more, got ${estimates.length} and ${variances.length}`);
  }
  if (!variances.every((variance) => variance > 0)) throw new RangeError("every variance must be positive");
}

function varianceOf(values: readonly number[]): number {
  // Equal values must give exactly 0, whatever the rounding of their mean.
  if (values.every((value) => value === values[0])) return 0;
  const mean = average(values);
  return total(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
}

function barnardRubin(rubin: number, complete: number, lambda: number): number {
  if (!Number.isFinite(complete)) return rubin;
  const observed = ((complete + 1) / (complete + 3)) * complete * (1 - lambda);
  return Number.isFinite(rubin) ? (rubin * observed) / (rubin + observed) : observed;
}

function named(df: number): DegreesOfFreedom {
  return Number.isFinite(df) ? df : "Infinity";
}

/** A chi-squared test pooled over imputed tables. */
export type PooledTest = {
  readonly lr_per_imputation: readonly number[];
  readonly statistic: number;
  readonly df1: number;
  readonly df2: DegreesOfFreedom;
  readonly p: number;
  readonly riv: number;
};

/** Pools likelihood-ratio statistics with `df` degrees of freedom, the D2 of Li, Meng, Raghunathan & Rubin 1991: an
 *  F test. `chi2` holds one statistic an imputed table, on identical rows. Throws RangeError with fewer than two. */
export function poolRatioTests(chi2: readonly number[], df: number): PooledTest {
  const m = chi2.length;
  if (m < 2) throw new RangeError(`pooling needs two tables or more, got ${m}`);
  const riv = (1 + 1 / m) * varianceOf(chi2.map(Math.sqrt));
  const statistic = (average(chi2) / df - ((m + 1) / (m - 1)) * riv) / (1 + riv);
  const df2 = riv === 0 ? Number.POSITIVE_INFINITY : df ** (-3 / m) * (m - 1) * (1 + 1 / riv) ** 2;
  const p = Number.isFinite(df2) ? fUpperTail(statistic, df, df2) : chiSquaredUpperTail(df * statistic, df);
  return { lr_per_imputation: chi2, statistic, df1: df, df2: named(df2), p, riv };
}
