import { choleskyInPlace, choleskySolveInPlace } from "../../numerics/cholesky.ts";

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
  /** The information X'WX at `beta`, row-major. */
  readonly information: Float64Array;
  readonly iterations: number;
  /** `singular`: the predictors are collinear; `diverged`: the steps never became small. */
  readonly state: "converged" | "diverged" | "singular";
};

/** Where the first and second derivatives of the log-likelihood are written. */
export type Curvature = { readonly gradient: Float64Array; readonly information: Float64Array };

// Newton's error is squared by every step, so that the step after this one would be rounding.
const SMALL_STEP = 1e-8;
const COLLINEAR = 1e-10;
const UNDERFLOWN = 1e-14;
// A separated likelihood gains about one unit of eta a step: by then every separated p is within 1e-20 of 0 or 1.
const MAX_ITERATIONS = 50;
// log(1 + r) is r to 5e-19, and 1 + r would lose the digits of r.
const NEGLIGIBLE = 1e-9;
const ALMOST_OVERFLOW = 1e300;
// 2 to this power is far from what is left of a double above that.
const FEW_TIMES = 16;
// After a step of this size the estimate is off by about its square.
const LAST_STEP = 1e-6;
const MAX_HALVINGS = 40;

/** The log-likelihood at `beta`; writes the score X'w(y-p) and the row-major information X'WX. */
export function likelihoodAt(
  { width, values, outcome, weights, offset }: Likelihood,
  beta: ArrayLike<number>,
  { gradient, information }: Curvature,
): number {
  gradient.fill(0);
  information.fill(0);
  // Σ log(1 + r) as the log of a product: one logarithm for hundreds of rows instead of one each.
  let [linear, logs, product] = [0, 0, 1];
  for (let i = 0, row = 0; i < outcome.length; i += 1, row += width) {
    let eta = offset === null ? 0 : offset[i]!;
    for (let j = 0; j < width; j += 1) eta += values[row + j]! * beta[j]!;
    // p and 1 - p from one exponential, each with all its digits in both tails.
    const rare = Math.exp(-Math.abs(eta));
    const common = 1 / (1 + rare);
    const p = eta >= 0 ? common : rare * common;
    const q = eta >= 0 ? rare * common : common;
    const y = outcome[i]!;
    const w = weights === null ? 1 : weights[i]!;
    linear += w * (y * eta - (eta > 0 ? eta : 0));
    if (rare < NEGLIGIBLE) logs += w * rare;
    else if (w <= FEW_TIMES && Number.isInteger(w)) for (let time = 0; time < w; time += 1) product *= 1 + rare;
    else logs += w * Math.log1p(rare);
    if (product > ALMOST_OVERFLOW) {
      logs += Math.log(product);
      product = 1;
    }
    const residual = w * (y * q - (1 - y) * p);
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
  return linear - logs - Math.log(product);
}

function largest(vector: Float64Array): number {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  return most;
}

function curvatureOf(width: number): Curvature {
  return { gradient: new Float64Array(width), information: new Float64Array(width * width) };
}

type Position = { readonly beta: Float64Array; readonly logLikelihood: number; readonly curvature: Curvature };

function halvedStep(likelihood: Likelihood, from: Position, step: Float64Array): Position {
  const beta = new Float64Array(step.length);
  const curvature = curvatureOf(step.length);
  const rounding = 1e-12 * Math.max(1, Math.abs(from.logLikelihood));
  let size = 1;
  for (let halving = 0; halving < MAX_HALVINGS; halving += 1) {
    for (let j = 0; j < step.length; j += 1) beta[j] = from.beta[j]! + size * step[j]!;
    const logLikelihood = likelihoodAt(likelihood, beta, curvature);
    if (logLikelihood >= from.logLikelihood - rounding) return { beta, logLikelihood, curvature };
    size /= 2;
  }
  return from;
}

function quadraticStep({ beta, logLikelihood, curvature }: Position, step: Float64Array): Position {
  const gain = step.reduce((sum, size, j) => sum + size * curvature.gradient[j]!, 0) / 2;
  return { beta: beta.map((b, j) => b + step[j]!), logLikelihood: logLikelihood + gain, curvature };
}

// Newton's step; where weights have underflown far from the maximum, the step of a damped information (Levenberg, 1944).
function stepFrom({ gradient, information }: Curvature): { readonly step: Float64Array; readonly isNewton: boolean } {
  const width = gradient.length;
  const step = Float64Array.from(gradient);
  const factor = Float64Array.from(information);
  if (choleskyInPlace(factor, width, UNDERFLOWN)) {
    choleskySolveInPlace(factor, step);
    return { step, isNewton: true };
  }
  const largestPivot = Math.max(largest(information), Number.MIN_VALUE / Number.EPSILON);
  for (let damping = 1e-10; ; damping *= 100) {
    factor.set(information);
    for (let j = 0; j < width; j += 1) factor[j * width + j]! += damping * largestPivot;
    if (!choleskyInPlace(factor, width, UNDERFLOWN)) continue;
    choleskySolveInPlace(factor, step);
    return { step, isNewton: false };
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

/** Maximises a logistic likelihood by Newton steps with halving, from zero or from `start`. Where only the estimate is
 *  wanted, the last step is taken on trust: the log-likelihood is the quadratic's and the information that before it. */
export function maximise(
  likelihood: Likelihood,
  start?: ArrayLike<number>,
  wanted: "information" | "estimate" = "information",
): NewtonEnd {
  const { width } = likelihood;
  const beta = start === undefined ? new Float64Array(width) : Float64Array.from(start);
  const curvature = curvatureOf(width);
  let at: Position = { beta, curvature, logLikelihood: likelihoodAt(likelihood, beta, curvature) };
  let lastStep = new Float64Array(width);
  const end = (state: NewtonEnd["state"], iterations: number): NewtonEnd => {
    const { information } = at.curvature;
    return { beta: at.beta, logLikelihood: at.logLikelihood, lastStep, information, iterations, state };
  };
  if (isCollinear(likelihood)) return end("singular", 0);
  for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration += 1) {
    const { step, isNewton } = stepFrom(at.curvature);
    if (isNewton) lastStep = Float64Array.from(step);
    if (wanted === "estimate" && isNewton && largest(step) < LAST_STEP * Math.max(1, largest(at.beta))) {
      at = quadraticStep(at, step);
      return end("converged", iteration);
    }
    at = halvedStep(likelihood, at, step);
    if (isNewton && largest(step) < SMALL_STEP * Math.max(1, largest(at.beta))) return end("converged", iteration);
  }
  return end("diverged", MAX_ITERATIONS);
}
