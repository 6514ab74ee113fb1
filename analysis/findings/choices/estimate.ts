import { normalHalfWidth, normalTwoSided } from "../../statistics/numerics/distributions.ts";

/** How many times higher odds are for one step of something. */
export type Estimate = {
  /** Log odds a unit, with its standard error. */
  readonly coef: number;
  readonly se: number;
  readonly odds_ratio: number;
  readonly ci95: readonly [number, number];
  readonly p: number;
};

/** The odds ratio of a coefficient for `step` units of its column, with the normal interval. */
export function estimateOf({
  coef,
  se,
  step = 1,
}: Pick<Estimate, "coef" | "se"> & { readonly step?: number }): Estimate {
  const half = normalHalfWidth() * se;
  const at = (value: number) => Math.exp(step * value);
  return { coef, se, odds_ratio: at(coef), ci95: [at(coef - half), at(coef + half)], p: normalTwoSided(coef / se) };
}
