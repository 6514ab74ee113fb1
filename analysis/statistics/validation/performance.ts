import { binomialLogLikelihood, nullLogLikelihood } from "../models/logistic/binomialLikelihood.ts";
import { type Design, INTERCEPT, linearPredictor } from "../models/logistic/design.ts";
import { fitLogistic } from "../models/logistic/fitLogistic.ts";
import { logistic } from "../numerics/specialFunctions.ts";
import { auc } from "../ranking/auc.ts";

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

function calibrationLine(eta: Float64Array, outcome: ArrayLike<number>) {
  const values = new Float64Array(2 * eta.length);
  for (let i = 0; i < eta.length; i += 1) {
    values[2 * i] = 1;
    values[2 * i + 1] = eta[i]!;
  }
  const fit = fitLogistic({ names: [INTERCEPT, "eta"], rows: eta.length, values }, outcome, { start: [0, 1] });
  return fit.kind === "fitted" ? { intercept: fit.beta[0]!, slope: fit.beta[1]! } : null;
}

/** How well coefficients predict the outcomes of rows they may not have been fitted to; null when all outcomes are alike
 *  or the logits separate them, so that calibration does not exist. */
export function performanceOf(beta: readonly number[], design: Design, outcome: ArrayLike<number>): Performance | null {
  const eta = linearPredictor(design, beta);
  const p = eta.map(logistic);
  const n = design.rows;
  const logLikelihood = binomialLogLikelihood(outcome, p);
  const nullLl = nullLogLikelihood(outcome);
  const line = nullLl === 0 ? null : calibrationLine(eta, outcome);
  if (line === null) return null;
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
    calibration_slope: line.slope,
    calibration_intercept: line.intercept,
  };
}
