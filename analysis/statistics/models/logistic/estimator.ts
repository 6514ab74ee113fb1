import type { Design } from "./design.ts";
import { fitFirth } from "./fitFirth.ts";
import { fitLogistic, type NotFitted } from "./fitLogistic.ts";

/** How every model of a ladder is estimated: one way for all of them, never one for each. */
export type Estimator = "ml" | "firth";

/** What validation needs of a fit. */
export type Estimated = {
  readonly kind: "fitted";
  readonly beta: readonly number[];
  readonly fitted: Float64Array;
  /** Log-likelihood at the estimate, without a penalty. */
  readonly logLikelihood: number;
};

/** Why a model has no estimate. */
export type NotEstimated = { readonly kind: "notFitted"; readonly reason: NotFitted["reason"] };

/** How to fit, and coefficients close to the expected ones to start from. */
export type EstimateOptions = {
  readonly estimator: Estimator;
  readonly start?: readonly number[] | undefined;
  /** Row weights; Firth's penalty knows none and counts every row once. */
  readonly weights?: ArrayLike<number> | undefined;
};

/** Fits a logistic model by maximum likelihood or with Firth's penalty. */
export function estimate(
  design: Design,
  outcome: ArrayLike<number>,
  { estimator, start, weights }: EstimateOptions,
): Estimated | NotEstimated {
  const from = start === undefined ? {} : { start };
  const fit = estimator === "ml" ? fitLogistic(design, outcome, { ...from, weights }) : fitFirth(design, outcome, from);
  if (fit.kind === "notFitted") return { kind: "notFitted", reason: fit.reason };
  return { kind: "fitted", beta: fit.beta, fitted: fit.fitted, logLikelihood: fit.logLikelihood };
}
