import { type Columns, type Design, designColumn, designOf } from "../logistic/design.ts";

/** A logistic model some of whose predictors are measured with error. */
export type ErrorProblem = {
  readonly outcome: ArrayLike<number>;
  readonly predictors: readonly string[];
  /** Reliability (share of true variance, above 0 up to 1) by predictor; 1 where none is named. */
  readonly reliability: Readonly<Record<string, number>>;
};

/** The observed predictors with what is known about their errors, in predictor order. */
export type Observed = {
  readonly design: Design;
  readonly outcome: ArrayLike<number>;
  readonly means: readonly number[];
  /** Sample covariance, denominator n - 1. */
  readonly covariance: readonly (readonly number[])[];
  readonly errorVariance: readonly number[];
  /** Measurement errors are held at (1 - reliability) of this observed variance. */
  readonly reliability: readonly number[];
};

function meanOf(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) sum += x[i]!;
  return sum / x.length;
}

function covarianceOf(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [mx, my] = [meanOf(x), meanOf(y)];
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) sum += (x[i]! - mx) * (y[i]! - my);
  return sum / (x.length - 1);
}

/** Moments of the predictors. Throws RangeError when a reliability is outside ]0, 1] or a column is missing. */
export function observe(columns: Columns, { outcome, predictors, reliability }: ErrorProblem): Observed {
  const design = designOf(columns, predictors, outcome.length);
  const shares = predictors.map((name) => reliability[name] ?? 1);
  for (const share of shares) if (!(share > 0 && share <= 1)) throw new RangeError(`a reliability of ${share}`);
  const values = predictors.map((_, j) => designColumn(design, j + 1));
  const covariance = values.map((x) => values.map((y) => covarianceOf(x, y)));
  return {
    design,
    outcome,
    means: values.map(meanOf),
    covariance,
    errorVariance: covariance.map((row, j) => (1 - shares[j]!) * row[j]!),
    reliability: shares,
  };
}
