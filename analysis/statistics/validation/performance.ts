import { nullLogLikelihood } from "../models/logistic/binomialLikelihood.ts";
import { type Design, INTERCEPT, linearPredictor } from "../models/logistic/design.ts";
import { fitLogistic } from "../models/logistic/fitLogistic.ts";
import { argsort } from "../numerics/argsort.ts";
import { logistic } from "../numerics/specialFunctions.ts";
import { countedAuc, type OrderedScores } from "../ranking/countedAuc.ts";

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

type Line = { readonly intercept: number; readonly slope: number };

/** Predictions of groups of rows: linear predictor, outcome (0 or 1) and how many rows each stands for. */
export type Predictions = {
  readonly eta: Float64Array;
  /** The probabilities of `eta`, and their positions in ascending order. */
  readonly ranked: OrderedScores & { readonly scores: Float64Array };
  readonly outcome: ArrayLike<number>;
};

/** Predictions from linear predictors. */
export function predictionsOf(eta: Float64Array, outcome: ArrayLike<number>): Predictions {
  const scores = eta.map(logistic);
  return { eta, ranked: { scores, order: argsort(scores) }, outcome };
}

function calibrationLine({ eta, outcome }: Predictions, counts: ArrayLike<number>): Line | null {
  const values = new Float64Array(2 * eta.length);
  for (let i = 0; i < eta.length; i += 1) {
    values[2 * i] = 1;
    values[2 * i + 1] = eta[i]!;
  }
  const options = { start: [0, 1], weights: counts };
  const fit = fitLogistic({ names: [INTERCEPT, "eta"], rows: eta.length, values }, outcome, options);
  return fit.kind === "fitted" ? { intercept: fit.beta[0]!, slope: fit.beta[1]! } : null;
}

/** How well coefficients predict the outcomes of rows they may not have been fitted to; null when all outcomes are alike
 *  or the logits separate them, so that calibration does not exist. */
export function performanceOf(beta: readonly number[], design: Design, outcome: ArrayLike<number>): Performance | null {
  return performanceIn(predictionsOf(linearPredictor(design, beta), outcome), new Float64Array(design.rows).fill(1));
}

/** The same for predictions that count several times each; `line` where the calibration is known. */
export function performanceIn(predicted: Predictions, counts: Float64Array, known?: Line): Performance | null {
  const { ranked, outcome } = predicted;
  const p = ranked.scores;
  const nullLl = nullLogLikelihood(outcome, counts);
  const line = nullLl === 0 ? null : (known ?? calibrationLine(predicted, counts));
  const auc = countedAuc(ranked, outcome, counts);
  if (line === null || auc === null) return null;
  let [n, squares, logLikelihood] = [0, 0, 0];
  const mean = { ones: 0, p1: 0, p0: 0 };
  for (let i = 0; i < p.length; i += 1) {
    const count = counts[i]!;
    if (count === 0) continue;
    const isOne = outcome[i] === 1;
    n += count;
    squares += count * (p[i]! - outcome[i]!) ** 2;
    logLikelihood += count * (isOne ? Math.log(p[i]!) : Math.log1p(-p[i]!));
    if (isOne) mean.ones += count;
    if (isOne) mean.p1 += count * p[i]!;
    else mean.p0 += count * p[i]!;
  }
  return {
    auc,
    brier: squares / n,
    nagelkerke: Math.expm1((2 * (nullLl - logLikelihood)) / n) / Math.expm1((2 * nullLl) / n),
    tjur: mean.p1 / mean.ones - mean.p0 / (n - mean.ones),
    log_loss: -logLikelihood / n,
    calibration_slope: line.slope,
    calibration_intercept: line.intercept,
  };
}
