import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { choleskyInPlace, choleskySolveInPlace } from "./cholesky.ts";
import { dot, type Rows } from "./matrix.ts";

/** A function with its first and second derivatives at one point. */
export type Curvature = {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian: Rows;
};

/** What is maximised: the value alone, and with derivatives. */
export type Objective = {
  /** May be -Infinity outside the domain, never NaN. */
  readonly valueAt: (parameters: readonly number[]) => number;
  readonly curvatureAt: (parameters: readonly number[]) => Curvature;
  /** The squared distance to the maximum, in standard errors, that the derivatives can tell from 0; 1e-18 when absent. */
  readonly precision?: number;
};

export type Maximum = Curvature & {
  readonly parameters: readonly number[];
  readonly isConverged: boolean;
  readonly iterations: number;
};

const MAX_ITERATIONS = 200;
const MAX_HALVINGS = 40;
// Relative error of a value summed over many rows.
const ROUNDING = 1e-13;
const LONGEST_STRETCH = 64;
// Share of the gain so far that a doubled step must add.
const WORTH_STRETCHING = 0.05;
const SMALLEST_CURVATURE = 1e-6;
// The Newton decrement is the squared distance to the maximum in standard errors.
const EXACT = 1e-18;
// Below this distance a value that no longer rises is rounding, not failure.
const NEAR_DECREMENT = 1e-8;
// A maximum at infinity is told by steps that stay long while they gain less and less.
const STILL = 1e-5;

/** The maximum of a smooth function by Newton's method with step halving and stretching, by its absolute curvature
 *  where it is not concave (Dauphin et al. 2014). Starts at `start`, where the value must be finite; stops when the
 *  next step is lost in the precision of the derivatives (1e-9 standard errors). `isConverged` is false when no step helps any more, when the maximum lies
 *  at infinity or at the edge of the domain, or after `maxIterations` steps (200). */
export function maximise(
  objective: Objective,
  start: readonly number[],
  { maxIterations = MAX_ITERATIONS }: { readonly maxIterations?: number } = {},
): Maximum {
  let parameters = start;
  let point = objective.curvatureAt(parameters);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const step = ascentStep(point);
    if (step === null) return { ...point, parameters, isConverged: false, iterations: iteration };
    const decrement = dot(point.gradient, step);
    const next = climb(objective, { parameters, value: point.value, step });
    const isStill = step.every((move, i) => Math.abs(move) <= STILL * (1 + Math.abs(parameters[i]!)));
    if (next === null) {
      return { ...point, parameters, isConverged: isStill && decrement < NEAR_DECREMENT, iterations: iteration };
    }
    parameters = next;
    point = objective.curvatureAt(parameters);
    if (isStill && decrement < (objective.precision ?? EXACT)) {
      return { ...point, parameters, isConverged: true, iterations: iteration };
    }
  }
  return { ...point, parameters, isConverged: false, iterations: maxIterations };
}

// Null where the derivatives are not finite: the climb has run into the edge of the domain.
function ascentStep({ gradient, hessian }: Curvature): readonly number[] | null {
  if (![...gradient, ...hessian.flat()].every(Number.isFinite)) return null;
  const k = gradient.length;
  const factor = Float64Array.from(hessian.flat(), (value) => -value);
  if (!choleskyInPlace(factor, k)) return saddleFreeStep(gradient, hessian);
  const step = Float64Array.from(gradient);
  choleskySolveInPlace(factor, step);
  return [...step];
}

// Where the function is not concave, every direction is followed uphill as far as its own curvature suggests.
function saddleFreeStep(gradient: readonly number[], hessian: Rows): readonly number[] {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    new Matrix(hessian.map((row) => [...row])),
    { assumeSymmetric: true },
  );
  const vectors = eigenvectorMatrix.to2DArray();
  const floor = SMALLEST_CURVATURE * Math.max(...realEigenvalues.map(Math.abs), ...gradient.map(Math.abs));
  if (floor === 0) return gradient;
  const along = realEigenvalues.map((value, m) => {
    const slope = gradient.reduce((sum, g, i) => sum + g * vectors[i]![m]!, 0);
    return slope / Math.max(Math.abs(value), floor);
  });
  return vectors.map((row) => dot(row, along));
}

type Climb = { readonly parameters: readonly number[]; readonly value: number; readonly step: readonly number[] };

function climb(objective: Objective, { parameters, value, step }: Climb): readonly number[] | null {
  const tolerated = value - ROUNDING * Math.abs(value);
  const along = (share: number) => parameters.map((parameter, i) => parameter + share * step[i]!);
  for (let halving = 0, share = 1; halving < MAX_HALVINGS; halving++, share /= 2) {
    const reached = objective.valueAt(along(share));
    if (reached >= tolerated) return along(halving === 0 ? stretched(objective, { along, reached, value }) : share);
  }
  return null;
}

type Stretch = {
  readonly along: (share: number) => readonly number[];
  readonly reached: number;
  readonly value: number;
};

// On a long ridge Newton's step is too short; going on while it clearly pays costs one value a doubling.
function stretched(objective: Objective, { along, reached, value }: Stretch): number {
  let share = 1;
  for (let best = reached; share < LONGEST_STRETCH; share *= 2) {
    const further = objective.valueAt(along(2 * share));
    const gained = best - value;
    if (gained < ROUNDING * Math.abs(value) || !(further - best > WORTH_STRETCHING * gained)) return share;
    best = further;
  }
  return share;
}
