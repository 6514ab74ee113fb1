import { bracketedRoot } from "../statistics/numerics/bracketedRoot.ts";
import { normalCdf, normalHalfWidth, normalQuantile, tQuantile } from "../statistics/numerics/distributions.ts";

/** A sample size before and after rounding up. */
export type SampleSize = { readonly n_unrounded: number; readonly n: number };

function rounded(n: number): SampleSize {
  // A requirement met to the last bit is not one person short.
  return { n_unrounded: n, n: Math.ceil(n - 1e-9) };
}

/** People needed to find a correlation `r` at two-sided 5 % (Fisher's z). */
export function correlationSampleSize(r: number, power: number): SampleSize {
  return rounded(((normalHalfWidth() + normalQuantile(power)) / Math.atanh(r)) ** 2 + 3);
}

/** The same with the bias of Fisher's z and the t-based critical value (Cohen 1988, as pwr.r.test). */
export function correlationSampleSizeCohen(r: number, power: number): number {
  const shortfall = (n: number) => {
    const t = tQuantile(0.975, n - 2);
    const critical = Math.atanh(Math.sqrt((t * t) / (t * t + n - 2)));
    const z = Math.atanh(Math.abs(r)) + Math.abs(r) / (2 * (n - 1));
    const scale = Math.sqrt(n - 3);
    return normalCdf((z - critical) * scale) + normalCdf((-z - critical) * scale) - power;
  };
  return bracketedRoot(shortfall, { low: 4 + 1e-10, high: 1e9 });
}

/** People in each of two groups needed to tell two proportions apart by Cohen's arcsine h, two-sided 5 %. */
export function twoProportionsSampleSize(p1: number, p2: number, power: number): number {
  const h = Math.abs(2 * Math.asin(Math.sqrt(p2)) - 2 * Math.asin(Math.sqrt(p1)));
  const shortfall = (n: number) => {
    const shift = h * Math.sqrt(n / 2);
    return normalCdf(shift - normalHalfWidth()) + normalCdf(-shift - normalHalfWidth()) - power;
  };
  return bracketedRoot(shortfall, { low: 1e-6, high: 1e9 });
}

/** Pairs needed by McNemar's test when `p10` and `p01` of all pairs are discordant each way (Connor 1987). */
export function mcnemarSampleSize(p10: number, p01: number, power: number): SampleSize {
  const discordant = p10 + p01;
  const difference = p01 - p10;
  const root =
    normalHalfWidth() * Math.sqrt(discordant) + normalQuantile(power) * Math.sqrt(discordant - difference ** 2);
  return rounded((root / difference) ** 2);
}

/** Two AUCs of the same people: what is expected. */
export type PairedAucDesign = {
  readonly auc1: number;
  readonly auc2: number;
  /** Correlation of the two AUC estimates. */
  readonly correlation: number;
  readonly baseRate: number;
  readonly power: number;
};

/** Buyers and people needed to tell two paired AUCs apart (Obuchowski & McClish 1997, binormal; null variance from the
 *  first AUC), two-sided 5 %. Its published constant 1.414 stands for √2. */
export function pairedAucSampleSize({ auc1, auc2, correlation, baseRate, power }: PairedAucDesign) {
  const ratio = (1 - baseRate) / baseRate;
  const variance = (area: number) => {
    // biome-ignore lint/suspicious/noApproximativeNumericConstant: the formula was published with 1.414
    const a = 1.414 * normalQuantile(area);
    return 0.0099 * Math.exp((-a * a) / 2) * (5 * a * a + 8 + (a * a + 8) / ratio);
  };
  const [v1, v2] = [variance(auc1), variance(auc2)];
  const atNull = 2 * v1 * (1 - correlation);
  const atAlternative = v1 + v2 - 2 * correlation * Math.sqrt(v1 * v2);
  const root = normalHalfWidth() * Math.sqrt(atNull) + normalQuantile(power) * Math.sqrt(atAlternative);
  const buyers = rounded((root / (auc2 - auc1)) ** 2);
  return {
    R_noncases_per_case: ratio,
    n_buyers_unrounded: buyers.n_unrounded,
    n_buyers: buyers.n,
    n_total: Math.ceil(buyers.n * (1 + ratio) - 1e-9),
  };
}

/** A prediction model before it is fitted. */
export type PredictionDesign = {
  readonly parameters: number;
  readonly prevalence: number;
  /** Cox–Snell R² that is expected. */
  readonly r2CoxSnell: number;
};

/** People needed to fit a model of a 0/1 outcome: shrinkage .9, optimism of Nagelkerke's R² .05, base rate ± .05 with
 *  the published 1.96 (Riley et al. 2019). */
export function predictionSampleSize({ parameters, prevalence, r2CoxSnell }: PredictionDesign) {
  const people = (shrinkage: number) => parameters / ((shrinkage - 1) * Math.log1p(-r2CoxSnell / shrinkage));
  const nullLl = prevalence * Math.log(prevalence) + (1 - prevalence) * Math.log1p(-prevalence);
  const largest = -Math.expm1(2 * nullLl);
  const shrunk = Math.ceil(people(0.9));
  const optimistic = Math.ceil(people(r2CoxSnell / (r2CoxSnell + 0.05 * largest)));
  const intercept = Math.ceil((1.96 / 0.05) ** 2 * prevalence * (1 - prevalence));
  const n = Math.max(shrunk, optimistic, intercept);
  return {
    max_r2_cox_snell: largest,
    n_shrinkage_0_9: shrunk,
    n_optimism_0_05: optimistic,
    n_intercept_0_05: intercept,
    n,
    events: n * prevalence,
  };
}

/** Smallest number of people whose expected Wilson interval of a share `p` is no wider than ± `halfWidth`. Throws
 *  RangeError unless halfWidth is positive. */
export function proportionSampleSize(p: number, halfWidth: number): number {
  if (!(halfWidth > 0)) throw new RangeError(`a half width of ${halfWidth}`);
  const z = normalHalfWidth();
  const width = (n: number) => (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  let [low, high] = [1, 2];
  while (width(high) > halfWidth) [low, high] = [high, 2 * high];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (width(middle) > halfWidth) low = middle;
    else high = middle;
  }
  return high;
}
