import { mean, sampleVariance } from "simple-statistics";
import { tQuantile, tTwoSided } from "../numerics/distributions.ts";

/** One group of people under one condition, and how its mean counts: +1, −1. */
export type Group = { readonly values: readonly number[]; readonly weight: number };

export type Contrast = {
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
  readonly p: number;
  readonly ci95: readonly [number, number];
};

/** A weighted sum of group means with the variance that each group has by itself, which for groups is HC2 (MacKinnon & White
 *  1985) and Neyman's variance of a randomised experiment; degrees of freedom by Satterthwaite 1946, which for two groups is
 *  Welch's test. Null where a group has fewer than two people or nobody differs from anybody. */
export function contrastOf(groups: readonly Group[]): Contrast | null {
  if (groups.some(({ values }) => values.length < 2)) return null;
  const parts = groups.map(({ values, weight }) => (weight ** 2 * sampleVariance([...values])) / values.length);
  const variance = parts.reduce((sum, part) => sum + part, 0);
  if (!(variance > 0)) return null;
  const estimate = groups.reduce((sum, { values, weight }) => sum + weight * mean([...values]), 0);
  const se = Math.sqrt(variance);
  const df = variance ** 2 / groups.reduce((sum, { values }, at) => sum + parts[at]! ** 2 / (values.length - 1), 0);
  const half = tQuantile(0.975, df) * se;
  return { estimate, se, df, p: tTwoSided(estimate / se, df), ci95: [estimate - half, estimate + half] };
}
