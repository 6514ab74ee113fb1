import betainc from "@stdlib/math-base-special-betainc";
import erfc from "@stdlib/math-base-special-erfc";
import erfcinv from "@stdlib/math-base-special-erfcinv";
import gammainc from "@stdlib/math-base-special-gammainc";
import stdlibBetaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import stdlibBinomialPmf from "@stdlib/stats-base-dists-binomial-pmf";
import stdlibChiSquaredQuantile from "@stdlib/stats-base-dists-chisquare-quantile";
import stdlibFQuantile from "@stdlib/stats-base-dists-f-quantile";
import stdlibTQuantile from "@stdlib/stats-base-dists-t-quantile";

// Every tail is computed as a tail: 1 - cdf is 0 where the p-value of a strong result lies.

/** P(Z > z) of a standard normal. */
export function normalUpperTail(z: number): number {
  return 0.5 * erfc(z / Math.SQRT2);
}

/** P(Z <= z) of a standard normal. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** Two-sided p of a standard normal statistic. */
export function normalTwoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/** Density of a standard normal. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** log P(Z <= z), by the asymptotic series where the tail itself underflows (Abramowitz & Stegun 26.2.12). */
export function normalLogCdf(z: number): number {
  if (z > 0) return Math.log1p(-normalUpperTail(z));
  if (z > -37) return Math.log(normalCdf(z));
  const inverse = 1 / (z * z);
  const series = -inverse * (1 - inverse * (3 - inverse * (15 - inverse * 105)));
  return -0.5 * z * z - Math.log(-z) - 0.5 * Math.log(2 * Math.PI) + Math.log1p(series);
}

/** z with P(Z <= z) = p; -Infinity at 0, Infinity at 1. */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0;
  return p < 0.5 ? -Math.SQRT2 * erfcinv(2 * p) : Math.SQRT2 * erfcinv(2 * (1 - p));
}

/** Half the width of a two-sided normal interval in standard errors: 1.959963984540054 at level .95. */
export function normalHalfWidth(level = 0.95): number {
  return -normalQuantile((1 - level) / 2);
}

/** P(X > x) of a chi-squared with `df` degrees of freedom. */
export function chiSquaredUpperTail(x: number, df: number): number {
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return gammainc(x / 2, df / 2, true, true);
}

/** P(X <= x) of a chi-squared with `df` degrees of freedom. */
export function chiSquaredCdf(x: number, df: number): number {
  if (x <= 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return gammainc(x / 2, df / 2, true, false);
}

/** x with P(X <= x) = p of a chi-squared with `df` degrees of freedom. */
export function chiSquaredQuantile(p: number, df: number): number {
  return stdlibChiSquaredQuantile(p, df);
}

/** Two-sided p of a t statistic with `df` degrees of freedom. */
export function tTwoSided(t: number, df: number): number {
  if (!Number.isFinite(t)) return 0;
  const square = t * t;
  // The smaller of the two arguments carries the precision: betainc(1 - tiny) would lose it.
  return square > df
    ? betainc(df / (df + square), df / 2, 0.5, true, false)
    : betainc(square / (df + square), 0.5, df / 2, true, true);
}

/** P(T > t) with `df` degrees of freedom. */
export function tUpperTail(t: number, df: number): number {
  const half = 0.5 * tTwoSided(t, df);
  return t >= 0 ? half : 1 - half;
}

/** P(T <= t) with `df` degrees of freedom. */
export function tCdf(t: number, df: number): number {
  return tUpperTail(-t, df);
}

/** t with P(T <= t) = p, `df` degrees of freedom. */
export function tQuantile(p: number, df: number): number {
  return stdlibTQuantile(p, df);
}

/** P(F > f) with d1 and d2 degrees of freedom. */
export function fUpperTail(f: number, d1: number, d2: number): number {
  if (f <= 0) return 1;
  if (f === Number.POSITIVE_INFINITY) return 0;
  return betainc(d2 / (d2 + d1 * f), d2 / 2, d1 / 2, true, false);
}

/** P(F <= f) with d1 and d2 degrees of freedom. */
export function fCdf(f: number, d1: number, d2: number): number {
  if (f <= 0) return 0;
  if (f === Number.POSITIVE_INFINITY) return 1;
  return betainc((d1 * f) / (d2 + d1 * f), d1 / 2, d2 / 2, true, false);
}

/** f with P(F <= f) = p, d1 and d2 degrees of freedom. */
export function fQuantile(p: number, d1: number, d2: number): number {
  return stdlibFQuantile(p, d1, d2);
}

/** P(X <= x) of a beta(a, b). */
export function betaCdf(x: number, a: number, b: number): number {
  return betainc(Math.min(1, Math.max(0, x)), a, b, true, false);
}

/** P(X > x) of a beta(a, b). */
export function betaUpperTail(x: number, a: number, b: number): number {
  return betainc(Math.min(1, Math.max(0, x)), a, b, true, true);
}

/** x with P(X <= x) = p of a beta(a, b). */
export function betaQuantile(p: number, a: number, b: number): number {
  return stdlibBetaQuantile(p, a, b);
}

/** P(X = k) of a binomial(n, p). */
export function binomialPmf(k: number, n: number, p: number): number {
  return stdlibBinomialPmf(k, n, p);
}

/** P(X <= k) of a binomial(n, p). */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return betainc(p, Math.floor(k) + 1, n - Math.floor(k), true, true);
}

/** P(X > k) of a binomial(n, p). */
export function binomialUpperTail(k: number, n: number, p: number): number {
  if (k < 0) return 1;
  if (k >= n) return 0;
  return betainc(p, Math.floor(k) + 1, n - Math.floor(k), true, false);
}
