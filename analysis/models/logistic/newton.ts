import { choleskyInPlace, choleskySolveInPlace } from "../../numerics/cholesky.ts";
import { log1pExp, logistic } from "../../numerics/specialFunctions.ts";

/** A logistic likelihood: row-major predictors, 0/1 outcome, and a weight and an offset for every row. */
export type Likelihood = {
  readonly width: number;
  readonly values: Float64Array;
  readonly outcome: ArrayLike<number>;
  readonly weights: ArrayLike<number> | null;
  readonly offset: ArrayLike<number> | null;
};

/** Where the Newton steps ended. */
export type NewtonEnd = {
  readonly beta: Float64Array;
  readonly logLikelihood: number;
  readonly lastStep: Float64Array;
  readonly iterations: number;
  /** `singular`: the predictors are collinear; `diverged`: the steps never became small. */
  readonly state: "converged" | "diverged" | "singular";
};

const SMALL_STEP = 1e-10;
const COLLINEAR = 1e-10;
const UNDERFLOWN = 1e-14;
// A separated likelihood gains about one unit of eta a step: by then every separated p is within 1e-20 of 0 or 1.
const MAX_ITERATIONS = 50;
const MAX_HALVINGS = 40;

function evaluate({ width, values, outcome, weights, offset }: Likelihood, beta: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < outcome.length; i += 1) {
    let eta = offset === null ? 0 : offset[i]!;
    for (let j = 0; j < width; j += 1) eta += values[i * width + j]! * beta[j]!;
    const term = (outcome[i] === 0 ? 0 : outcome[i]! * eta) - log1pExp(eta);
    sum += weights === null ? term : weights[i]! * term;
  }
  return sum;
}

/** Where the first and second derivatives of the log-likelihood are written. */
export type Curvature = { readonly gradient: Float64Array; readonly information: Float64Array };

/** Writes the score X'w(y-p) into `gradient` and the information X'WX into `information` (row-major). */
export function scoreAndInformation(
  { width, values, outcome, weights, offset }: Likelihood,
  beta: ArrayLike<number>,
  { gradient, information }: Curvature,
): void {
  gradient.fill(0);
  information.fill(0);
  for (let i = 0; i < outcome.length; i += 1) {
    const row = i * width;
    let eta = offset === null ? 0 : offset[i]!;
    for (let j = 0; j < width; j += 1) eta += values[row + j]! * beta[j]!;
    const p = logistic(eta);
    const w = weights === null ? 1 : weights[i]!;
    // 1 - p loses every digit where p is close to 1; logistic(-eta) does not.
    const q = logistic(-eta);
    const residual = w * (outcome[i]! * q - (1 - outcome[i]!) * p);
    const variance = w * p * q;
    for (let a = 0; a < width; a += 1) {
      const x = values[row + a]!;
      gradient[a]! += residual * x;
      const scaled = variance * x;
      for (let b = 0; b <= a; b += 1) information[a * width + b]! += scaled * values[row + b]!;
    }
  }
  for (let a = 0; a < width; a += 1) {
    for (let b = a + 1; b < width; b += 1) information[a * width + b] = information[b * width + a]!;
  }
}

function largest(vector: Float64Array): number {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  return most;
}

type Position = { readonly beta: Float64Array; readonly logLikelihood: number };

function halvedStep(likelihood: Likelihood, from: Position, step: Float64Array): Position {
  const beta = new Float64Array(step.length);
  let size = 1;
  for (let halving = 0; halving < MAX_HALVINGS; halving += 1) {
    for (let j = 0; j < step.length; j += 1) beta[j] = from.beta[j]! + size * step[j]!;
    const logLikelihood = evaluate(likelihood, beta);
    if (logLikelihood >= from.logLikelihood - 1e-12 * Math.max(1, Math.abs(from.logLikelihood))) {
      return { beta, logLikelihood };
    }
    size /= 2;
  }
  return from;
}

// Newton's step; where weights have underflown far from the maximum, the step of a damped information (Levenberg, 1944).
function stepInPlace({ gradient, information }: Curvature): "newton" | "damped" {
  const width = gradient.length;
  const factor = Float64Array.from(information);
  if (choleskyInPlace(factor, width, UNDERFLOWN)) {
    choleskySolveInPlace(factor, gradient);
    return "newton";
  }
  const largestPivot = Math.max(largest(information), Number.MIN_VALUE / Number.EPSILON);
  for (let damping = 1e-10; ; damping *= 100) {
    factor.set(information);
    for (let j = 0; j < width; j += 1) factor[j * width + j]! += damping * largestPivot;
    if (!choleskyInPlace(factor, width, UNDERFLOWN)) continue;
    choleskySolveInPlace(factor, gradient);
    return "damped";
  }
}

function isCollinear({ width, values, outcome, weights }: Likelihood): boolean {
  const products = new Float64Array(width * width);
  for (let i = 0; i < outcome.length; i += 1) {
    const w = weights === null ? 1 : weights[i]!;
    for (let a = 0; a < width; a += 1) {
      const x = w * values[i * width + a]!;
      for (let b = 0; b <= a; b += 1) products[a * width + b]! += x * values[i * width + b]!;
    }
  }
  return !choleskyInPlace(products, width, COLLINEAR);
}

/** Maximises a logistic likelihood by Newton steps with halving, from zero or from `start`. */
export function maximise(likelihood: Likelihood, start?: ArrayLike<number>): NewtonEnd {
  const { width } = likelihood;
  const curvature = { gradient: new Float64Array(width), information: new Float64Array(width * width) };
  const lastStep = new Float64Array(width);
  const first = start === undefined ? new Float64Array(width) : Float64Array.from(start);
  let at: Position = { beta: first, logLikelihood: evaluate(likelihood, first) };
  if (isCollinear(likelihood)) return { ...at, lastStep, iterations: 0, state: "singular" };
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations += 1) {
    scoreAndInformation(likelihood, at.beta, curvature);
    const kind = stepInPlace(curvature);
    if (kind === "newton") lastStep.set(curvature.gradient);
    at = halvedStep(likelihood, at, curvature.gradient);
    if (kind === "newton" && largest(lastStep) < SMALL_STEP * Math.max(1, largest(at.beta))) {
      return { ...at, lastStep, iterations, state: "converged" };
    }
  }
  return { ...at, lastStep, iterations: MAX_ITERATIONS, state: "diverged" };
}
