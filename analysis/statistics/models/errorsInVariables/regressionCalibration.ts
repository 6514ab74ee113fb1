import { normalHalfWidth, normalTwoSided } from "../../numerics/distributions.ts";
import {
  inverseSymmetric,
  multiply,
  multiplyVector,
  type Rows,
  symmetricEigenvalues,
  transpose,
} from "../../numerics/matrix.ts";
import { fitLogistic, type LogisticFit } from "../logistic/fitLogistic.ts";
import type { Observed } from "./errorProblem.ts";

/** A coefficient freed from measurement error. */
export type CorrectedCoefficient = {
  readonly estimate: number;
  readonly se: number;
  readonly z: number;
  readonly p: number;
  readonly ci95: readonly [number, number];
};

/** Corrected coefficients by predictor, or why there are none. */
export type Corrected =
  | { readonly kind: "estimated"; readonly coefficients: Readonly<Record<string, CorrectedCoefficient>> }
  | { readonly kind: "notEstimated"; readonly reason: string };

/** A corrected coefficient with its Wald test and interval. */
export function correctedCoefficient(estimate: number, variance: number): CorrectedCoefficient {
  const se = Math.sqrt(variance);
  const half = normalHalfWidth() * se;
  const z = estimate / se;
  return { estimate, se, z, p: normalTwoSided(z), ci95: [estimate - half, estimate + half] };
}

// Slopes of the true scores on the observed ones, (S - E) S^-1 with E the error variances: E[true | observed] is linear.
function calibrationSlopes(covariance: Rows, reliability: readonly number[]): Rows | null {
  const truth = covariance.map((row, i) => row.map((value, j) => (i === j ? value * reliability[i]! : value)));
  const correlation = truth.map((row, i) =>
    row.map((value, j) => value / Math.sqrt(covariance[i]![i]! * covariance[j]![j]!)),
  );
  // Observed correlations can exceed what the reliabilities allow; then no true scores have this covariance.
  if (symmetricEigenvalues(correlation)[0]! < 1e-6) return null;
  const inverse = inverseSymmetric(covariance);
  return inverse === null ? null : multiply(truth, inverse);
}

function correctedSlopes(
  naive: readonly number[],
  covariance: Rows,
  reliability: readonly number[],
): readonly number[] | null {
  const slopes = calibrationSlopes(covariance, reliability);
  if (slopes === null) return null;
  const square = transpose(slopes);
  const inverse = inverseGeneral(square);
  return inverse === null ? null : multiplyVector(inverse, naive);
}

function inverseGeneral(a: Rows): Rows | null {
  const normal = inverseSymmetric(multiply(transpose(a), a));
  return normal === null ? null : multiply(normal, transpose(a));
}

/** How the corrected slopes change with each entry of the covariance matrix, by central differences. */
function covarianceGradient(observed: Observed, naive: readonly number[]): readonly (readonly (readonly number[])[])[] {
  const { covariance, reliability } = observed;
  return covariance.map((row, a) =>
    row.map((_, b) => {
      if (b > a) return naive.map(() => 0);
      const step = 1e-5 * Math.sqrt(covariance[a]![a]! * covariance[b]![b]!);
      const moved = (sign: number) => {
        const changed = covariance.map((r, i) =>
          r.map((value, j) => ((i === a && j === b) || (i === b && j === a) ? value + sign * step : value)),
        );
        return correctedSlopes(naive, changed, reliability);
      };
      const [up, down] = [moved(1), moved(-1)];
      return naive.map((_, j) => (up === null || down === null ? 0 : (up[j]! - down[j]!) / (2 * step)));
    }),
  );
}

/** Each row's pull on the corrected slopes: through the logistic scores and through the covariance matrix. */
function influences(observed: Observed, fit: LogisticFit, transform: Rows): Rows {
  const { design, means, covariance, weights } = observed;
  const width = design.names.length;
  const count = width - 1;
  const gradient = covarianceGradient(observed, fit.beta.slice(1));
  return Array.from({ length: design.rows }, (_, i) => {
    const x = Array.from(design.values.subarray(i * width, (i + 1) * width));
    const weight = weights === null ? 1 : weights[i]!;
    const residual = weight * (fit.outcome[i]! - fit.fitted[i]!);
    const score = fit.vcov.map((row) => residual * row.reduce((sum, v, j) => sum + v * x[j]!, 0));
    const pull = [...multiplyVector(transform, score.slice(1))];
    for (let a = 0; a < count; a += 1) {
      for (let b = 0; b <= a; b += 1) {
        const product = weight * ((x[a + 1]! - means[a]!) * (x[b + 1]! - means[b]!) - covariance[a]![b]!);
        for (let j = 0; j < count; j += 1) pull[j]! += (gradient[a]![b]![j]! * product) / design.rows;
      }
    }
    return pull;
  });
}

// Pulls of one sampling unit add up before they are squared.
function varianceOver(pulls: readonly number[], units: Observed["units"]): number {
  if (units === null) return pulls.reduce((sum, pull) => sum + pull ** 2, 0);
  const squares = units.reduce((sum, rows) => sum + rows.reduce((own, row) => own + pulls[row]!, 0) ** 2, 0);
  return (squares * units.length) / Math.max(1, units.length - 1);
}

/**
 * Logistic slopes corrected for measurement error by regression calibration (Rosner, Spiegelman & Willett 1990; Carroll
 * et al. 2006, ch. 4): the true scores are replaced by their linear expectation given all observed ones. Reliabilities
 * are taken as known; standard errors are those of the stacked estimating equations, so that the estimated covariance
 * counts. A reason when the model has no estimate or the observed correlations exceed what the reliabilities allow.
 */
export function regressionCalibration(observed: Observed): Corrected {
  const { design, outcome, covariance, reliability } = observed;
  const fit = fitLogistic(design, outcome, { weights: observed.weights ?? undefined });
  if (fit.kind === "notFitted") return { kind: "notEstimated", reason: fit.reason };
  const slopes = calibrationSlopes(covariance, reliability);
  const transform = slopes === null ? null : inverseGeneral(transpose(slopes));
  if (transform === null) {
    return { kind: "notEstimated", reason: "the observed correlations exceed what these reliabilities allow" };
  }
  const estimates = multiplyVector(transform, fit.beta.slice(1));
  const pulls = influences(observed, fit, transform);
  const names = design.names.slice(1);
  const variance = (j: number) =>
    varianceOver(
      pulls.map((pull) => pull[j]!),
      observed.units,
    );
  return {
    kind: "estimated",
    coefficients: Object.fromEntries(names.map((name, j) => [name, correctedCoefficient(estimates[j]!, variance(j))])),
  };
}
