import { auc } from "../../metrics/auc.ts";
import { logistic } from "../../numerics/specialFunctions.ts";
import { recalibration } from "../calibration/recalibration.ts";
import { binomialLogLikelihood, nullLogLikelihood } from "../logistic/binomialLikelihood.ts";
import { type Design, linearPredictor } from "../logistic/design.ts";

/** What is corrected for optimism, in this order wherever it is an array. */
export const PERFORMANCE = [
  "auc",
  "brier",
  "nagelkerke",
  "tjur",
  "log_loss",
  "calibration_slope",
  "calibration_intercept",
] as const;

/** Performance of coefficients on rows. */
export type Performance = Readonly<Record<(typeof PERFORMANCE)[number], number>>;

/** How well coefficients predict the outcomes of rows they may not have been fitted to; null when all outcomes are alike
 *  or the logits separate them, so that calibration does not exist. */
export function performanceOf(beta: readonly number[], design: Design, outcome: ArrayLike<number>): Performance | null {
  const p = linearPredictor(design, beta).map(logistic);
  const n = design.rows;
  const logLikelihood = binomialLogLikelihood(outcome, p);
  const nullLl = nullLogLikelihood(outcome);
  const { intercept, slope } = recalibration(outcome, p);
  if (nullLl === 0 || intercept === null || slope === null) return null;
  let squares = 0;
  const mean = { ones: 0, p1: 0, p0: 0 };
  for (let i = 0; i < n; i += 1) {
    squares += (p[i]! - outcome[i]!) ** 2;
    mean.ones += outcome[i]!;
    if (outcome[i] === 1) mean.p1 += p[i]!;
    else mean.p0 += p[i]!;
  }
  return {
    auc: auc(p, outcome),
    brier: squares / n,
    nagelkerke: Math.expm1((2 * (nullLl - logLikelihood)) / n) / Math.expm1((2 * nullLl) / n),
    tjur: mean.p1 / mean.ones - mean.p0 / (n - mean.ones),
    log_loss: -logLikelihood / n,
    calibration_slope: slope,
    calibration_intercept: intercept,
  };
}
