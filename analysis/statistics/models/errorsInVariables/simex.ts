import { randomStream } from "../../../../experiments/random/randomStream.ts";
import { inverseSymmetric, multiply, multiplyVector, type Rows, sandwich, solveLinear } from "../../numerics/matrix.ts";
import type { Design } from "../logistic/design.ts";
import { fitLogistic } from "../logistic/fitLogistic.ts";
import { surveyVariance } from "../logistic/surveyVariance.ts";
import type { Observed } from "./errorProblem.ts";
import { type Corrected, correctedCoefficient } from "./regressionCalibration.ts";

/** How much error is added, how often, from which seed. */
export type SimexOptions = { readonly seed: number; readonly replicates?: number };

const ADDED = [0, 0.5, 1, 1.5, 2] as const;

// The more people, the less the added errors of one replicate differ in effect from those of another.
function usualReplicates(rows: number): number {
  return Math.max(12, Math.min(100, Math.round(50_000 / rows)));
}

// Corrected estimates with error of variance (1 + added) times the original: their mean and their sampling variance.
type Level = { readonly added: number; readonly means: readonly number[]; readonly variances: readonly number[] };

function noisier({ design, errorVariance }: Observed, added: number, normal: () => number): Design {
  const width = design.names.length;
  const values = Float64Array.from(design.values);
  errorVariance.forEach((variance, j) => {
    if (variance === 0) return;
    const sd = Math.sqrt(added * variance);
    for (let i = 0; i < design.rows; i += 1) values[i * width + j + 1]! += sd * normal();
  });
  return { ...design, values };
}

// (S - E)^-1 (S + added E): what undoes the attenuation at this level in a linear model; the identity at added = -1.
function undoing({ covariance, errorVariance }: Observed, added: number): Rows | null {
  const truth = covariance.map((row, i) => row.map((value, j) => (i === j ? value - errorVariance[i]! : value)));
  const noisy = covariance.map((row, i) =>
    row.map((value, j) => (i === j ? value + added * errorVariance[i]! : value)),
  );
  const inverse = inverseSymmetric(truth);
  return inverse === null ? null : multiply(inverse, noisy);
}

function mean(rows: readonly (readonly number[])[], j: number): number {
  return rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length;
}

function levelAt(
  observed: Observed,
  added: number,
  { seed, replicates = usualReplicates(observed.design.rows) }: SimexOptions,
): Level | null {
  const transform = undoing(observed, added);
  if (transform === null) return null;
  const estimates: (readonly number[])[] = [];
  const modelled: (readonly number[])[] = [];
  let start: readonly number[] | undefined;
  for (let replicate = 0; replicate < (added === 0 ? 1 : replicates); replicate += 1) {
    const { normal } = randomStream(seed, replicate);
    const options = { start, weights: observed.weights ?? undefined };
    const fit = fitLogistic(noisier(observed, added, normal), observed.outcome, options);
    if (fit.kind === "notFitted") return null;
    start = fit.beta;
    estimates.push(multiplyVector(transform, fit.beta.slice(1)));
    const vcov = observed.units === null ? fit.vcov : surveyVariance(fit, observed.units).vcov;
    const variance = sandwich(
      transform,
      vcov.slice(1).map((row) => row.slice(1)),
    );
    modelled.push(variance.map((row, j) => row[j]!));
  }
  const means = transform.map((_, j) => mean(estimates, j));
  const spread = means.map((centre, j) => {
    const squares = estimates.reduce((sum, row) => sum + (row[j]! - centre) ** 2, 0);
    return estimates.length > 1 ? squares / (estimates.length - 1) : 0;
  });
  return { added, means, variances: means.map((_, j) => mean(modelled, j) - spread[j]!) };
}

/** Value at added = -1 of the quadratic through the levels by least squares. */
function extrapolated(added: readonly number[], values: readonly number[]): number {
  const power = (k: number) => added.reduce((sum, x) => sum + x ** k, 0);
  const normal = [0, 1, 2].map((a) => [0, 1, 2].map((b) => power(a + b)));
  const right = [0, 1, 2].map((a) => added.reduce((sum, x, i) => sum + x ** a * values[i]!, 0));
  const [constant, linear, square] = solveLinear(normal, right)!;
  return constant! - linear! + square!;
}

/**
 * Logistic slopes corrected for measurement error by simulation–extrapolation (Cook & Stefanski 1994; variance by
 * Stefanski & Cook 1995): normal errors are added on top of those there, and the trend is followed back to none. The
 * extrapolant is the attenuation of a linear model times a quadratic, because a quadratic alone corrects too little. The
 * same seed always gives the same result. A reason when a model has no estimate, the correlations exceed what the
 * reliabilities allow, or the extrapolated variance is not positive.
 */
export function simex(observed: Observed, options: SimexOptions): Corrected {
  const levels = ADDED.map((added) => levelAt(observed, added, options)).filter((level) => level !== null);
  if (levels.length < ADDED.length) return { kind: "notEstimated", reason: "a model with added error has no estimate" };
  const added = levels.map((level) => level.added);
  const names = observed.design.names.slice(1);
  const at = (values: (level: Level) => number) => extrapolated(added, levels.map(values));
  const corrected = names.map((_, j) => ({
    estimate: at((level) => level.means[j]!),
    variance: at((level) => level.variances[j]!),
  }));
  if (corrected.some(({ variance }) => !(variance > 0))) {
    return { kind: "notEstimated", reason: "the extrapolated variance is not positive" };
  }
  const entries = corrected.map(({ estimate, variance }) => correctedCoefficient(estimate, variance));
  return { kind: "estimated", coefficients: Object.fromEntries(names.map((name, j) => [name, entries[j]!])) };
}
