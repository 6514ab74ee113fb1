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
};

export type Maximum = Curvature & {
  readonly parameters: readonly number[];
  readonly isConverged: boolean;
  readonly iterations: number;
};

const MAX_ITERATIONS = 200;
const MAX_HALVINGS = 40;
const MAX_DAMPING = 1e6;
// The Newton decrement is the squared distance to the maximum in standard errors.
const CONVERGED_DECREMENT = 1e-18;
// Below this distance a value that no longer rises is rounding, not failure.
const NEAR_DECREMENT = 1e-8;
// A maximum at infinity is told by steps that stay long while they gain less and less.
const STILL = 1e-5;

/** The maximum of a smooth function by Newton's method with step halving, damped where it is not concave
 *  (Levenberg, 1944). Starts at `start`, where the value must be finite; stops when the next step is under 1e-9
 *  standard errors. `isConverged` is false when no step helps any more, when the
 *  maximum lies at infinity or at the edge of the domain, or after `maxIterations`
 *  steps (200). */
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
    if (isStill && decrement < CONVERGED_DECREMENT) {
      return { ...point, parameters, isConverged: true, iterations: iteration };
    }
  }
  return { ...point, parameters, isConverged: false, iterations: maxIterations };
}

// Null where the derivatives are not finite: the climb has run into the edge of the domain.
function ascentStep({ gradient, hessian }: Curvature): readonly number[] | null {
  const k = gradient.length;
  const largest = Math.max(...hessian.map((row, i) => Math.abs(row[i]!)), ...gradient.map(Math.abs));
  if (largest === 0) return gradient;
  for (let damping = 0; damping <= MAX_DAMPING; damping = damping === 0 ? 1e-6 : damping * 10) {
    const factor = new Float64Array(k * k);
    hessian.forEach((row, i) => {
      row.forEach((value, j) => {
        factor[i * k + j] = (i === j ? damping * largest : 0) - value;
      });
    });
    if (!choleskyInPlace(factor, k)) continue;
    const step = Float64Array.from(gradient);
    choleskySolveInPlace(factor, step);
    return [...step];
  }
  return null;
}

type Climb = { readonly parameters: readonly number[]; readonly value: number; readonly step: readonly number[] };

function climb(objective: Objective, { parameters, value, step }: Climb): readonly number[] | null {
  const tolerated = value - 1e-13 * Math.abs(value);
  for (let halving = 0, share = 1; halving < MAX_HALVINGS; halving++, share /= 2) {
    const next = parameters.map((parameter, i) => parameter + share * step[i]!);
    if (objective.valueAt(next) >= tolerated) return next;
  }
  return null;
}
