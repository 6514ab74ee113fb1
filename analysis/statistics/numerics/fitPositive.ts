import { inverseSymmetric, type Rows } from "./matrix.ts";
import { maximise } from "./maximise.ts";
import { numericObjective } from "./numericCurvature.ts";

/** The maximum of a likelihood over positive parameters. */
export type PositiveFit = {
  readonly parameters: readonly number[];
  /** Standard errors of the log parameters. */
  readonly seLog: readonly number[];
  /** Covariance of the log parameters. */
  readonly vcovLog: Rows;
  readonly logLikelihood: number;
};

const STEP = 0.005;
const MAX_ITERATIONS = 60;
// Parameters hundreds of times their start belong to a likelihood that keeps rising towards infinity.
const FARTHEST_LOG = 6;

/** Maximises a log-likelihood whose parameters are positive, on their logs, from `start`. Null when it has no maximum
 *  inside, as when no customer ever leaves. `logLikelihoodAt` may return NaN far outside; it counts as impossible. */
export function fitPositive(
  logLikelihoodAt: (parameters: readonly number[]) => number,
  start: readonly number[],
): PositiveFit | null {
  const origin = start.map(Math.log);
  const valueAt = (logs: readonly number[]) => {
    if (logs.some((log, i) => Math.abs(log - origin[i]!) > FARTHEST_LOG)) return Number.NEGATIVE_INFINITY;
    const value = logLikelihoodAt(logs.map(Math.exp));
    return Number.isFinite(value) ? value : Number.NEGATIVE_INFINITY;
  };
  const objective = numericObjective(
    valueAt,
    start.map(() => STEP),
  );
  const found = maximise(objective, origin, { maxIterations: MAX_ITERATIONS });
  const vcov = found.isConverged ? inverseSymmetric(found.hessian.map((row) => row.map((value) => -value))) : null;
  if (vcov === null || vcov.some((row, j) => !(row[j]! > 0))) return null;
  return {
    parameters: found.parameters.map(Math.exp),
    seLog: vcov.map((row, j) => Math.sqrt(row[j]!)),
    vcovLog: vcov,
    logLikelihood: found.value,
  };
}
