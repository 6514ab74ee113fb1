import { type Columns, type Design, designColumn, designOf } from "../logistic/design.ts";
import type { SamplingUnits } from "../logistic/surveyVariance.ts";

/** A logistic model some of whose predictors are measured with error. */
export type ErrorProblem = {
  readonly outcome: ArrayLike<number>;
  readonly predictors: readonly string[];
  /** Reliability (share of true variance, above 0 up to 1) by predictor; 1 where none is named. */
  readonly reliability: Readonly<Record<string, number>>;
  /** Survey weights; rows of one weight when absent. */
  readonly weights?: readonly number[] | null;
  /** Rows of each sampling unit where they are weighted or belong to persons; errors are over units then. */
  readonly units?: SamplingUnits | null;
};

/** The observed predictors with what is known about their errors, in predictor order. */
export type Observed = {
  readonly design: Design;
  readonly outcome: ArrayLike<number>;
  readonly means: readonly number[];
  /** Sample covariance, denominator n - 1. */
  readonly covariance: readonly (readonly number[])[];
  readonly errorVariance: readonly number[];
  readonly weights: readonly number[] | null;
  readonly units: SamplingUnits | null;
  /** Measurement errors are held at (1 - reliability) of this observed variance. */
  readonly reliability: readonly number[];
};

type Weights = readonly number[] | null;

function meanOf(x: ArrayLike<number>, weights: Weights): number {
  let [sum, whole] = [0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const weight = weights === null ? 1 : weights[i]!;
    sum += weight * x[i]!;
    whole += weight;
  }
  return sum / whole;
}

function covarianceOf(x: ArrayLike<number>, y: ArrayLike<number>, weights: Weights): number {
  const [mx, my] = [meanOf(x, weights), meanOf(y, weights)];
  let [sum, whole] = [0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const weight = weights === null ? 1 : weights[i]!;
    sum += weight * (x[i]! - mx) * (y[i]! - my);
    whole += weight;
  }
  return (sum * x.length) / (whole * (x.length - 1));
}

/** Moments of the predictors. Throws RangeError when a reliability is outside ]0, 1] or a column is missing. */
export function observe(columns: Columns, problem: ErrorProblem): Observed {
  const { outcome, predictors, reliability, weights = null, units = null } = problem;
  const design = designOf(columns, predictors, outcome.length);
  const shares = predictors.map((name) => reliability[name] ?? 1);
  for (const share of shares) if (!(share > 0 && share <= 1)) throw new RangeError(`a reliability of ${share}`);
  const values = predictors.map((_, j) => designColumn(design, j + 1));
  const covariance = values.map((x) => values.map((y) => covarianceOf(x, y, weights)));
  return {
    design,
    outcome,
    weights,
    units,
    means: values.map((x) => meanOf(x, weights)),
    covariance,
    errorVariance: covariance.map((row, j) => (1 - shares[j]!) * row[j]!),
    reliability: shares,
  };
}
