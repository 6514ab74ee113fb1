import { choleskyInPlace, choleskyInverse } from "../../numerics/cholesky.ts";
import { logistic } from "../../numerics/specialFunctions.ts";
import { type Design, linearPredictor } from "./design.ts";
import { type Likelihood, maximise, type NewtonEnd } from "./newton.ts";
import { type Separation, separationAlong } from "./separation.ts";
import {
  originalCoefficients,
  originalVariance,
  type Standardised,
  standardise,
  standardisedCoefficients,
} from "./standardise.ts";

/** A fitted logistic model. */
export type LogisticFit = {
  readonly kind: "fitted";
  readonly design: Design;
  readonly outcome: ArrayLike<number>;
  readonly weights: ArrayLike<number> | null;
  readonly beta: readonly number[];
  /** Inverse information. */
  readonly vcov: readonly (readonly number[])[];
  readonly se: readonly number[];
  readonly logLikelihood: number;
  /** Probability of each row. */
  readonly fitted: Float64Array;
  readonly iterations: number;
};

/** Why a maximum does not exist, and what is known nevertheless. */
export type NotFitted = {
  readonly kind: "notFitted";
  readonly reason: "separated" | "collinear" | "oneOutcome" | "noConvergence";
  readonly separation: Separation | null;
  /** The value the log-likelihood tends to; null when the predictors are collinear. */
  readonly logLikelihoodSupremum: number | null;
  /** The finite limits of the coefficients; null for an infinite one. */
  readonly limits: readonly (number | null)[];
};

/** Row weights and a known part of the linear predictor. */
export type FitOptions = {
  readonly weights?: ArrayLike<number> | undefined;
  readonly offset?: ArrayLike<number> | undefined;
  /** Coefficients to start from, for a fit close to a known one. */
  readonly start?: readonly number[] | undefined;
};

function likelihoodOf(values: Float64Array, outcome: ArrayLike<number>, options: FitOptions): Likelihood {
  const width = values.length / outcome.length;
  return { width, values, outcome, weights: options.weights ?? null, offset: options.offset ?? null };
}

function isOneOutcome(outcome: ArrayLike<number>): boolean {
  for (let i = 1; i < outcome.length; i += 1) if (outcome[i] !== outcome[0]) return false;
  return true;
}

/**
 * Fits a logistic regression by maximum likelihood: Newton steps with halving on standardised columns, to a relative
 * step of 1e-10. `design` holds the intercept, `outcome[i]` is 0 or 1 (a share for augmented data), `weights` multiply
 * rows. Separation, collinearity and a constant outcome come back as a reason, never as huge numbers.
 * Throws RangeError when the lengths differ or there are no rows.
 */
export function fitLogistic(
  design: Design,
  outcome: ArrayLike<number>,
  options: FitOptions = {},
): LogisticFit | NotFitted {
  if (outcome.length !== design.rows || design.rows === 0) {
    throw new RangeError(`${design.rows} rows of predictors and ${outcome.length} outcomes`);
  }
  const scaled = standardise(design);
  const likelihood = likelihoodOf(scaled.values, outcome, options);
  const start = options.start === undefined ? undefined : standardisedCoefficients(options.start, scaled);
  const end = maximise(likelihood, start);
  if (end.state !== "converged") return notFitted(design, outcome, { end, scaled });
  return fitAt({ design, outcome, options }, { end, scaled });
}

type Ended = { readonly end: NewtonEnd; readonly scaled: Standardised };
type Question = { readonly design: Design; readonly outcome: ArrayLike<number>; readonly options: FitOptions };

function fitAt({ design, outcome, options }: Question, { end, scaled }: Ended): LogisticFit {
  const width = design.names.length;
  const information = Float64Array.from(end.information);
  choleskyInPlace(information, width);
  const vcov = originalVariance(choleskyInverse(information, width), scaled);
  const beta = originalCoefficients(end.beta, scaled);
  const eta = linearPredictor(design, beta);
  const offset = options.offset ?? null;
  return {
    kind: "fitted",
    design,
    outcome,
    weights: options.weights ?? null,
    beta,
    vcov,
    se: vcov.map((row, j) => Math.sqrt(row[j]!)),
    logLikelihood: end.logLikelihood,
    fitted: eta.map((value, i) => logistic(value + (offset === null ? 0 : offset[i]!))),
    iterations: end.iterations,
  };
}

function notFitted(design: Design, outcome: ArrayLike<number>, { end, scaled }: Ended): NotFitted {
  const none = design.names.map(() => null);
  if (end.state === "singular") {
    return { kind: "notFitted", reason: "collinear", separation: null, logLikelihoodSupremum: null, limits: none };
  }
  const common = { kind: "notFitted", logLikelihoodSupremum: end.logLikelihood } as const;
  if (isOneOutcome(outcome)) return { ...common, reason: "oneOutcome", separation: null, limits: none };
  const direction = {
    original: originalCoefficients(end.lastStep, scaled),
    standardised: end.lastStep,
    values: scaled.values,
  };
  const separation = separationAlong(design, outcome, direction);
  if (separation === null) return { ...common, reason: "noConvergence", separation, limits: none };
  const beta = originalCoefficients(end.beta, scaled);
  const limits = beta.map((value, j) => (separation.infinite.includes(design.names[j]!) ? null : value));
  return { ...common, reason: "separated", separation, limits };
}

/** The largest log-likelihood of a model, a supremum where no maximum exists; null when collinear. */
export function largestLogLikelihood(
  design: Design,
  outcome: ArrayLike<number>,
  options: FitOptions = {},
): number | null {
  const fit = fitLogistic(design, outcome, options);
  return fit.kind === "fitted" ? fit.logLikelihood : fit.logLikelihoodSupremum;
}
