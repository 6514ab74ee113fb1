import { tQuantile } from "../numerics/distributions.ts";
import { logistic, logit } from "../numerics/specialFunctions.ts";
import { wilson } from "./proportion.ts";

/** A weighted share of chosen rows. */
export type SurveyShare = {
  readonly estimate: number;
  readonly se: number;
  readonly ci95: readonly [number, number];
  /** Rows of equal weight that would be as informative. */
  readonly effective_n: number;
};

/** Rows that a share is taken of: `hits[i]` from 0 to 1, its weight above 0, and which sampling unit it belongs to. */
export type WeightedRows = {
  readonly hits: readonly number[];
  readonly weights: readonly number[];
  readonly units: readonly string[] | null;
  /** Sampling units of the whole study, those without a chosen row included. */
  readonly studyUnits: number;
};

/** A weighted share with its linearised error and the interval of `survey::svyciprop(method = "logit")`: a domain of the
 *  whole study, t with the domain's units less one. Where nobody or everybody hits, Wilson's interval at Kish's effective
 *  number (1965). Throws RangeError without rows. */
export function surveyShare({ hits, weights, units, studyUnits }: WeightedRows): SurveyShare {
  if (hits.length === 0) throw new RangeError("a share needs at least one row");
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const estimate = hits.reduce((all, hit, row) => all + hit * weights[row]!, 0) / sum;
  const pulls = new Map<string, number>();
  hits.forEach((hit, row) => {
    const unit = units === null ? String(row) : units[row]!;
    pulls.set(unit, (pulls.get(unit) ?? 0) + (weights[row]! * (hit - estimate)) / sum);
  });
  const squares = [...pulls.values()].reduce((all, pull) => all + pull ** 2, 0);
  const se = Math.sqrt((squares * studyUnits) / Math.max(1, studyUnits - 1));
  const spread = estimate * (1 - estimate);
  if (!(se > 0) || !(spread > 0)) {
    const effective = Math.min(effectiveNumber(weights), pulls.size);
    return { estimate, se, ci95: wilson(estimate * effective, effective), effective_n: effective };
  }
  const half = (tQuantile(0.975, Math.max(1, pulls.size - 1)) * se) / spread;
  const centre = logit(estimate);
  return {
    estimate,
    se,
    ci95: [logistic(centre - half), logistic(centre + half)],
    effective_n: spread / se ** 2,
  };
}

/** As many rows of equal weight would be as informative (Kish 1965); 0 of no rows. Weights above 0. */
export function effectiveNumber(weights: readonly number[]): number {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.length === 0 ? 0 : sum ** 2 / weights.reduce((all, weight) => all + weight ** 2, 0);
}
