import {
  choleskyInPlace,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolveInPlace,
} from "../../numerics/cholesky.ts";
import type { Design } from "./design.ts";
import { firthCurvature } from "./firthCurvature.ts";

/** A logistic model fitted with the Jeffreys penalty. */
export type FirthFit = {
  readonly kind: "fitted";
  readonly design: Design;
  readonly outcome: ArrayLike<number>;
  readonly beta: readonly number[];
  /** Inverse information without the penalty's curvature. */
  readonly vcov: readonly (readonly number[])[];
  readonly se: readonly number[];
  /** Log-likelihood + half the log determinant of the information. */
  readonly penalisedLogLikelihood: number;
  readonly logLikelihood: number;
  readonly fitted: Float64Array;
  /** Leverage of each row. */
  readonly hat: Float64Array;
};

/** Why no penalised maximum was found. */
export type FirthNotFitted = { readonly kind: "notFitted"; readonly reason: "collinear" | "noConvergence" };

/** Coefficients held at a value (by position) and where to start; both on the scale of the design. */
export type FirthOptions = {
  readonly fixed?: ReadonlyMap<number, number>;
  readonly start?: readonly number[];
};

const MAX_ITERATIONS = 500;
const SMALL_STEP = 1e-11;
const LARGEST_STEP = 5;
const MANY_ROWS = 1000;
// What a step leaves of the one before it, at most, while scoring is fast.
const SHRINKING = 0.3;

// Everything the penalised likelihood needs at one value of the coefficients.
type State = {
  readonly beta: Float64Array;
  readonly information: Float64Array;
  readonly factor: Float64Array;
  readonly p: Float64Array;
  readonly logLikelihood: number;
  readonly penalised: number;
};

type Problem = {
  readonly width: number;
  readonly values: Float64Array;
  readonly outcome: ArrayLike<number>;
};

function stateAt({ width, values, outcome }: Problem, beta: Float64Array): State | null {
  const information = new Float64Array(width * width);
  const p = new Float64Array(outcome.length);
  let logLikelihood = 0;
  for (let i = 0, row = 0; i < outcome.length; i += 1, row += width) {
    let eta = 0;
    for (let j = 0; j < width; j += 1) eta += values[row + j]! * beta[j]!;
    const rare = Math.exp(-Math.abs(eta));
    const common = 1 / (1 + rare);
    p[i] = eta >= 0 ? common : rare * common;
    logLikelihood += outcome[i]! * eta - (eta > 0 ? eta : 0) - Math.log1p(rare);
    const w = rare * common * common;
    for (let a = 0; a < width; a += 1) {
      const x = w * values[row + a]!;
      for (let b = 0; b <= a; b += 1) information[a * width + b]! += x * values[row + b]!;
    }
  }
  const factor = Float64Array.from(information);
  if (!choleskyInPlace(factor, width)) return null;
  const penalised = logLikelihood + 0.5 * choleskyLogDeterminant(factor, width);
  return { beta, information, factor, p, logLikelihood, penalised };
}

function leverages({ width, values, outcome }: Problem, { p }: State, inverse: Float64Array): Float64Array {
  const hat = new Float64Array(outcome.length);
  for (let i = 0, row = 0; i < outcome.length; i += 1, row += width) {
    let spread = 0;
    for (let a = 0; a < width; a += 1) {
      const x = values[row + a]!;
      let sum = 0.5 * inverse[a * width + a]! * x;
      for (let b = 0; b < a; b += 1) sum += inverse[a * width + b]! * values[row + b]!;
      spread += 2 * x * sum;
    }
    hat[i] = p[i]! * (1 - p[i]!) * spread;
  }
  return hat;
}

function modifiedScore({ width, values, outcome }: Problem, state: State, hat: Float64Array): Float64Array {
  const score = new Float64Array(width);
  for (let i = 0; i < outcome.length; i += 1) {
    const residual = outcome[i]! - state.p[i]! + hat[i]! * (0.5 - state.p[i]!);
    for (let j = 0; j < width; j += 1) score[j]! += residual * values[i * width + j]!;
  }
  return score;
}

// A step of scoring, which always climbs, or Newton's where the penalised likelihood curves downwards.
function freeStep(
  problem: Problem,
  state: State,
  { free, isNewton }: { readonly free: readonly number[]; readonly isNewton: boolean },
): Float64Array | null {
  const { width, values } = problem;
  const inverse = choleskyInverse(state.factor, width);
  const hat = leverages(problem, state, inverse);
  const score = modifiedScore(problem, state, hat);
  const curvature = isNewton ? firthCurvature({ width, values, p: state.p, hat, inverse }) : null;
  const newton = curvature === null ? null : solved(curvature, score, free);
  const step = newton ?? solved(state.information, score, free);
  if (step === null) return null;
  const most = step.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return most > LARGEST_STEP ? step.map((value) => (value * LARGEST_STEP) / most) : step;
}

// The free part of a symmetric matrix of which the lower triangle is filled, solved for the free part of the score.
function solved(matrix: Float64Array, score: Float64Array, free: readonly number[]): Float64Array | null {
  const [width, size] = [score.length, free.length];
  const part = new Float64Array(size * size);
  for (let a = 0; a < size; a += 1)
    for (let b = 0; b <= a; b += 1) part[a * size + b] = matrix[free[a]! * width + free[b]!]!;
  if (!choleskyInPlace(part, size)) return null;
  const step = Float64Array.from(free, (j) => score[j]!);
  choleskySolveInPlace(part, step);
  return step;
}

function moved(
  problem: Problem,
  from: State,
  step: { readonly free: readonly number[]; readonly by: Float64Array },
): State {
  const rounding = 1e-12 * Math.max(1, Math.abs(from.penalised));
  for (let size = 1; size > 1e-8; size /= 2) {
    const beta = Float64Array.from(from.beta);
    step.free.forEach((j, at) => {
      beta[j]! += size * step.by[at]!;
    });
    const next = stateAt(problem, beta);
    if (next !== null && next.penalised >= from.penalised - rounding) return next;
  }
  return from;
}

function climb(problem: Problem, first: State, free: readonly number[]): State | FirthNotFitted {
  let at = first;
  // Of many rows the penalty is a small part: steps of scoring then shrink nearly as fast as Newton's, at a fraction of the cost.
  let [isNewton, before] = [problem.outcome.length < MANY_ROWS, Number.POSITIVE_INFINITY];
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    const by = freeStep(problem, at, { free, isNewton });
    if (by === null) return { kind: "notFitted", reason: "collinear" };
    const next = moved(problem, at, { free, by });
    const size = by.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    isNewton ||= iteration > 0 && size > SHRINKING * before;
    before = size;
    const reach = next.beta.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    if (size < SMALL_STEP * reach || next === at) return next;
    at = next;
  }
  return { kind: "notFitted", reason: "noConvergence" };
}

// Columns are only scaled, never centred, so that a coefficient can be held fixed on either scale.
function scalesOf({ names, rows, values }: Design): Float64Array {
  return Float64Array.from(names, (_, j) => {
    let squares = 0;
    for (let i = 0; i < rows; i += 1) squares += values[i * names.length + j]! ** 2;
    return squares > 0 ? Math.sqrt(squares / rows) : 1;
  });
}

/**
 * Logistic regression with Firth's (1993) penalty: the modified score Σ x (y - p + h(1/2 - p)), which has a finite root
 * under separation (Heinze & Schemper 2002). The penalty is that of the full information matrix even where coefficients
 * are `fixed`. Collinear predictors come back as a reason.
 */
export function fitFirth(
  design: Design,
  outcome: ArrayLike<number>,
  options: FirthOptions = {},
): FirthFit | FirthNotFitted {
  const width = design.names.length;
  const scales = scalesOf(design);
  const problem: Problem = { width, outcome, values: design.values.map((value, at) => value / scales[at % width]!) };
  const { fixed = new Map<number, number>(), start } = options;
  const beta = Float64Array.from({ length: width }, (_, j) => (fixed.get(j) ?? start?.[j] ?? 0) * scales[j]!);
  const first = stateAt(problem, beta);
  if (first === null) return { kind: "notFitted", reason: "collinear" };
  const free = design.names.map((_, j) => j).filter((j) => !fixed.has(j));
  const end = free.length === 0 ? first : climb(problem, first, free);
  if ("kind" in end) return end;
  const inverse = choleskyInverse(end.factor, width);
  const vcov = design.names.map((_, a) =>
    design.names.map((_, b) => inverse[a * width + b]! / (scales[a]! * scales[b]!)),
  );
  const rescaling = scales.reduce((sum, scale) => sum + Math.log(scale), 0);
  return {
    kind: "fitted",
    design,
    outcome,
    beta: Array.from(end.beta, (value, j) => value / scales[j]!),
    vcov,
    se: vcov.map((row, j) => Math.sqrt(row[j]!)),
    penalisedLogLikelihood: end.penalised + rescaling,
    logLikelihood: end.logLikelihood,
    fitted: end.p,
    hat: leverages(problem, end, inverse),
  };
}
