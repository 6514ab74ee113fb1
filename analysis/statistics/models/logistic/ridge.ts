import { choleskyInPlace, choleskySolveInPlace } from "../../numerics/cholesky.ts";
import { type Design, INTERCEPT } from "./design.ts";
import { likelihoodAt } from "./newton.ts";
import { originalCoefficients, standardise } from "./standardise.ts";

const MAX_ITERATIONS = 200;

/**
 * Ridge-penalised logistic coefficients by name: minimises -(1/n) log-likelihood + (lambda/2) Σ b² over predictors of
 * SD 1 (denominator n), intercept free, returned on the original scale (le Cessie & van Houwelingen 1992; glmnet's
 * alpha = 0). Finite under separation. Throws RangeError unless lambda > 0.
 */
export function ridgeLogistic(
  design: Design,
  outcome: ArrayLike<number>,
  lambda: number,
): Readonly<Record<string, number>> {
  if (!(lambda > 0)) throw new RangeError(`lambda must be positive, got ${lambda}`);
  const scaled = standardise(design);
  const { names, rows } = design;
  const width = names.length;
  const gradient = new Float64Array(width);
  const information = new Float64Array(width * width);
  const beta = new Float64Array(width);
  const likelihood = { width, values: scaled.values, outcome, weights: null, offset: null };
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    likelihoodAt(likelihood, beta, { gradient, information });
    names.forEach((name, j) => {
      if (name === INTERCEPT) return;
      gradient[j]! -= rows * lambda * beta[j]!;
      information[j * width + j]! += rows * lambda;
    });
    if (!choleskyInPlace(information, width)) throw new RangeError("a ridge penalty leaves no singular matrix");
    choleskySolveInPlace(information, gradient);
    for (let j = 0; j < width; j += 1) beta[j]! += gradient[j]!;
    if (gradient.every((step) => Math.abs(step) < 1e-12)) break;
  }
  const original = originalCoefficients(beta, scaled);
  return Object.fromEntries(names.map((name, j) => [name, original[j]!]));
}
