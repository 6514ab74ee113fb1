import { choleskyInPlace, choleskySolveInPlace } from "../../numerics/cholesky.ts";

/** A logistic likelihood: row-major predictors, 0/1 outcome, and a weight and an offset for every row. */
export type Likelihood = {
  readonly width: number;
  readonly values: Float64Array;
  readonly outcome: ArrayLike<number>;
  readonly weights: ArrayLike<number> | null;
  readonly offset: ArrayLike<number> | null;
  /** exp(−|η|) of each row at the start, where it is known from fits before. */
  readonly rareAtStart?: Float64Array;
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
const CLEARLY_FULL = 1e-3;
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

// Rows whose residuals and weights are known before any of them is summed: they stay in the processor's nearest memory.
const BLOCK = 256;
const block = {
  residual: new Float64Array(BLOCK),
  variance: new Float64Array(BLOCK),
  scaled: new Float64Array(BLOCK),
};

/** The log-likelihood at `beta`; writes the score X'w(y-p) and the row-major information X'WX. */
export function likelihoodAt(
  { width, values, outcome, weights, offset }: Likelihood,
  beta: ArrayLike<number>,
  { gradient, information, rareAt }: Curvature & { readonly rareAt?: Float64Array | undefined },
): number {
  gradient.fill(0);
  information.fill(0);
  const { residual, variance } = block;
  // Σ log(1 + r) as the log of a product: one logarithm for hundreds of rows instead of one each.
  let [linear, logs, product] = [0, 0, 1];
  for (let first = 0; first < outcome.length; first += BLOCK) {
    const size = Math.min(BLOCK, outcome.length - first);
    for (let at = 0, row = first * width; at < size; at += 1, row += width) {
      const i = first + at;
      let eta = offset === null ? 0 : offset[i]!;
      for (let j = 0; j < width; j += 1) eta += values[row + j]! * beta[j]!;
      // p and 1 - p from one exponential, each with all its digits in both tails.
      const rare = rareAt === undefined ? Math.exp(-Math.abs(eta)) : rareAt[i]!;
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
      residual[at] = w * (y * q - (1 - y) * p);
      variance[at] = w * p * q;
    }
    addBlock({ width, values, from: first * width, size }, { gradient, information });
  }
  for (let a = 0; a < width; a += 1) {
    for (let b = a + 1; b < width; b += 1) information[a * width + b] = information[b * width + a]!;
  }
  return linear - logs - Math.log(product);
}

type Rows = {
  readonly width: number;
  readonly values: Float64Array;
  readonly from: number;
  readonly size: number;
};

/** Adds the rows of the block to the sums, in their order; three sums at a time, so that none waits for another's addition. */
function addBlock({ width, values, from, size }: Rows, { gradient, information }: Curvature): void {
  const { residual, variance, scaled } = block;
  for (let a = 0; a < width; a += 1) {
    let score = gradient[a]!;
    for (let at = 0, row = from + a; at < size; at += 1, row += width) {
      const x = values[row]!;
      score += residual[at]! * x;
      scaled[at] = variance[at]! * x;
    }
    gradient[a] = score;
    const place = a * width;
    let b = 0;
    for (; b + 2 <= a; b += 3) {
      let [s0, s1, s2] = [information[place + b]!, information[place + b + 1]!, information[place + b + 2]!];
      for (let at = 0, row = from + b; at < size; at += 1, row += width) {
        const w = scaled[at]!;
        s0 += w * values[row]!;
        s1 += w * values[row + 1]!;
        s2 += w * values[row + 2]!;
      }
      information[place + b] = s0;
      information[place + b + 1] = s1;
      information[place + b + 2] = s2;
    }
    for (; b <= a; b += 1) {
      let sum = information[place + b]!;
      for (let at = 0, row = from + b; at < size; at += 1, row += width) sum += scaled[at]! * values[row]!;
      information[place + b] = sum;
    }
  }
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

// Where the weighted columns are far from collinear, so are the columns: another look at every row is saved.
function isClearlyFull(information: Float64Array, width: number): boolean {
  return choleskyInPlace(Float64Array.from(information), width, CLEARLY_FULL);
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
  const first = likelihoodAt(likelihood, beta, { ...curvature, rareAt: likelihood.rareAtStart });
  let at: Position = { beta, curvature, logLikelihood: first };
  let lastStep = new Float64Array(width);
  const end = (state: NewtonEnd["state"], iterations: number): NewtonEnd => {
    const { information } = at.curvature;
    return { beta: at.beta, logLikelihood: at.logLikelihood, lastStep, information, iterations, state };
  };
  if (!isClearlyFull(curvature.information, width) && isCollinear(likelihood)) return end("singular", 0);
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
