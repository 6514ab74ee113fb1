import { crossProduct, multiply, type Rows } from "../../numerics/matrix.ts";
import type { LogisticFit } from "./fitLogistic.ts";

/** Heteroskedasticity-robust standard errors, one a coefficient, by correction. */
export type RobustErrors = {
  readonly HC0: readonly number[];
  readonly HC1: readonly number[];
  readonly HC3_glm_hat: readonly number[];
};

function rowsOf({ design: { names, rows, values } }: LogisticFit): Rows {
  const width = names.length;
  return Array.from({ length: rows }, (_, i) => Array.from(values.subarray(i * width, (i + 1) * width)));
}

/** Variance of the coefficients with the meat Σ m_i x_i x_i' between two inverse informations. */
function sandwiched(fit: LogisticFit, x: Rows, meat: readonly number[]): Rows {
  return multiply(multiply(fit.vcov, crossProduct(x, meat)), fit.vcov);
}

/**
 * Robust standard errors of a logistic model (Huber 1967, White 1980): HC0, HC1 = HC0 · n/(n-k), and HC3 with the
 * GLM's hat values. Row weights enter squared, as for survey weights.
 */
export function robustErrors(fit: LogisticFit): RobustErrors {
  const x = rowsOf(fit);
  const weight = (i: number) => (fit.weights === null ? 1 : fit.weights[i]!);
  const squares = x.map((_, i) => (weight(i) * (fit.outcome[i]! - fit.fitted[i]!)) ** 2);
  const leverage = x.map((row, i) => {
    const spread = row.reduce((sum, a, p) => sum + a * row.reduce((inner, b, q) => inner + b * fit.vcov[p]![q]!, 0), 0);
    return weight(i) * fit.fitted[i]! * (1 - fit.fitted[i]!) * spread;
  });
  const errors = (meat: readonly number[], factor: number) =>
    sandwiched(fit, x, meat).map((row, j) => Math.sqrt(factor * row[j]!));
  const n = x.length;
  return {
    HC0: errors(squares, 1),
    HC1: errors(squares, n / (n - fit.beta.length)),
    HC3_glm_hat: errors(
      squares.map((square, i) => square / (1 - leverage[i]!) ** 2),
      1,
    ),
  };
}
