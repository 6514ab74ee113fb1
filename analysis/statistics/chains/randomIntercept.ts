import type { Clusters } from "../models/clustered/clusters.ts";
import { type Design, designColumn } from "../models/logistic/design.ts";
import {
  choleskyInPlace,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolveInPlace,
} from "../numerics/cholesky.ts";
import { maximise } from "../numerics/maximise.ts";
import { numericObjective } from "../numerics/numericCurvature.ts";

/** A linear model with a normal intercept per unit. */
export type RandomIntercept = {
  readonly fixed: Readonly<Record<string, { readonly estimate: number; readonly se: number; readonly t: number }>>;
  readonly sd_unit: number;
  readonly sd_residual: number;
  /** -2 log-likelihood, restricted or full. */
  readonly criterion_minus2ll: number;
};

/** Whether degrees of freedom spent on the fixed effects are taken into account. */
export type Likelihood = "restricted" | "full";

const GRID = [-4, -3, -2, -1.5, -1, -0.5, 0, 1, 2];
const STEP = 0.02;

/** A linear model with a random intercept per unit (Laird & Ware 1982), profiled to the ratio of the unit SD to the
 *  residual SD, by restricted (REML) or full maximum likelihood. `outcome[i]` belongs to row i of `design`, `clusters`
 *  hold the rows of each unit. Null when predictors are collinear or nothing is left to explain. */
export function randomIntercept(
  design: Design,
  outcome: ArrayLike<number>,
  question: { readonly clusters: Clusters; readonly likelihood: Likelihood },
): RandomIntercept | null {
  const sums = sumsOf(design, outcome, question.clusters);
  const at = (ratio: number) => profile(sums, ratio, question.likelihood);
  const none = at(0);
  if (none === null) return null;
  const valueAt = ([logRatio]: readonly number[]) => -(at(Math.exp(logRatio!))?.criterion ?? Number.POSITIVE_INFINITY);
  const start = GRID.reduce((best, logRatio) => (valueAt([logRatio]) > valueAt([best]) ? logRatio : best));
  const found = maximise(numericObjective(valueAt, [STEP]), [start]);
  const inside = at(Math.exp(found.parameters[0]!));
  // The smallest criterion wins; a unit variance of 0 is the edge where the profile ends.
  const best = inside !== null && inside.criterion < none.criterion ? inside : none;
  return {
    fixed: Object.fromEntries(
      design.names.map((name, j) => {
        const [estimate, se] = [best.beta[j]!, Math.sqrt(best.variance * best.inverse[j * design.names.length + j]!)];
        return [name, { estimate, se, t: estimate / se }];
      }),
    ),
    sd_unit: best.ratio * Math.sqrt(best.variance),
    sd_residual: Math.sqrt(best.variance),
    criterion_minus2ll: best.criterion,
  };
}

type Sums = {
  readonly rows: number;
  readonly cross: Float64Array;
  readonly withOutcome: Float64Array;
  readonly squares: number;
  readonly units: readonly { readonly n: number; readonly x: Float64Array; readonly y: number }[];
};

function sumsOf(design: Design, outcome: ArrayLike<number>, clusters: Clusters): Sums {
  const columns = design.names.map((_, j) => designColumn(design, j));
  const y = Float64Array.from(outcome);
  const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, row) => sum + value * b[row]!, 0);
  return {
    rows: design.rows,
    cross: Float64Array.from(columns.flatMap((a) => columns.map((b) => product(a, b)))),
    withOutcome: Float64Array.from(columns, (column) => product(column, y)),
    squares: product(y, y),
    units: clusters.map((rows) => ({
      n: rows.length,
      x: Float64Array.from(columns, (column) => rows.reduce((sum, row) => sum + column[row]!, 0)),
      y: rows.reduce((sum, row) => sum + y[row]!, 0),
    })),
  };
}

type Profile = {
  readonly ratio: number;
  readonly beta: Float64Array;
  readonly variance: number;
  readonly inverse: Float64Array;
  readonly criterion: number;
};

// Everything that is best given the ratio of standard deviations, in closed form.
function profile(
  { rows, cross, withOutcome, squares, units }: Sums,
  ratio: number,
  likelihood: Likelihood,
): Profile | null {
  const k = withOutcome.length;
  const factor = Float64Array.from(cross);
  const beta = Float64Array.from(withOutcome);
  let left = squares;
  let logDeterminant = 0;
  for (const { n, x, y } of units) {
    const weight = ratio ** 2 / (1 + n * ratio ** 2);
    for (let a = 0; a < k; a++) {
      beta[a]! -= weight * x[a]! * y;
      for (let b = 0; b < k; b++) factor[a * k + b]! -= weight * x[a]! * x[b]!;
    }
    left -= weight * y * y;
    logDeterminant += Math.log1p(n * ratio ** 2);
  }
  const right = Float64Array.from(beta);
  if (!choleskyInPlace(factor, k)) return null;
  choleskySolveInPlace(factor, beta);
  const residual = left - beta.reduce((sum, value, j) => sum + value * right[j]!, 0);
  const df = likelihood === "restricted" ? rows - k : rows;
  if (df < 1 || !(residual > 1e-12 * squares)) return null;
  const variance = residual / df;
  const restriction = likelihood === "restricted" ? choleskyLogDeterminant(factor, k) : 0;
  const criterion = df * (1 + Math.log(2 * Math.PI * variance)) + logDeterminant + restriction;
  return { ratio, beta, variance, inverse: choleskyInverse(factor, k), criterion };
}
