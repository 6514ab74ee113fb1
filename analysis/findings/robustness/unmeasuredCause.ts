import { baseRate } from "../../statistics/models/logistic/binomialLikelihood.ts";
import { type EValue, eValue } from "../../statistics/shares/eValue.ts";
import type { Context } from "../context.ts";
import type { FittedLadder } from "../models/fitLadder.ts";

/** How strong an unmeasured cause would have to be, by measure of the joint model. */
export type UnmeasuredCause = Readonly<
  Record<string, EValue & { readonly odds_ratio_per_sd: number; readonly ci95: readonly [number, number] }>
>;

/** The E-value of each measure of M_full, for one SD more of it. Null where the model has no maximum-likelihood estimate;
 *  a measure whose sign is not interpreted has none. */
export function unmeasuredCause(
  { cohort }: Context,
  { ladder, entries, notInterpreted }: FittedLadder,
): UnmeasuredCause | null {
  const model = entries["M_full"] ?? entries["M_implicit"];
  if (model === undefined || !("coefficients" in model)) return null;
  const told = ladder.full.filter((name) => !notInterpreted.includes(name));
  const found = told.flatMap((name) => {
    const one = model.coefficients[name];
    const perSd = one?.sd_standardised_estimate ?? null;
    if (one === undefined || perSd === null || one.estimate === 0) return [];
    const [low, high] = one.ci95_profile ?? one.ci95_wald;
    if (low === null || high === null) return [];
    const scale = perSd / one.estimate;
    const ci95 = [Math.exp(scale * low), Math.exp(scale * high)] as const;
    const estimate = Math.exp(perSd);
    const value = eValue({ estimate, ci95, baseRate: baseRate(cohort.outcome, cohort.weights) });
    return [[name, { odds_ratio_per_sd: estimate, ci95, ...value }] as const];
  });
  return found.length === 0 ? null : Object.fromEntries(found);
}
