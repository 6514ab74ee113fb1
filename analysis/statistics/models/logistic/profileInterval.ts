import { normalHalfWidth } from "../../numerics/distributions.ts";
import { designColumn, withoutColumn } from "./design.ts";
import type { LogisticFit } from "./fitLogistic.ts";
import { maximise } from "./newton.ts";
import { originalCoefficients, standardise, standardisedCoefficients } from "./standardise.ts";

const STEPS_OUT = 60;
const STEPS_IN = 100;

/** What a profile interval is read from: the estimate, its rough error, the maximum and the profile around it. */
export type Profile = {
  readonly estimate: number;
  readonly se: number;
  readonly maximum: number;
  /** The largest (penalised) log-likelihood with the coefficient held at a value. */
  readonly at: (value: number) => number;
};

type Point = { readonly value: number; readonly root: number };

// The signed root of the likelihood-ratio statistic is nearly a straight line in the coefficient, so that the secant
// through the two points nearest to the cut finds the limit in a few fits.
function secant(inner: Point, outer: Point, cut: number): number {
  return inner.value + ((cut - inner.root) * (outer.value - inner.value)) / (outer.root - inner.root);
}

function limit({ estimate, se, maximum, at }: Profile, side: -1 | 1, cut: number): number {
  const rootAt = (value: number) => Math.sqrt(Math.max(0, 2 * (maximum - at(value))));
  let inner: Point = { value: estimate, root: 0 };
  let outer: Point = { value: estimate + side * se, root: rootAt(estimate + side * se) };
  for (let step = 2; step <= STEPS_OUT && outer.root < cut; step += 1) {
    const guess = outer.root > inner.root ? secant(inner, outer, cut) : Number.POSITIVE_INFINITY * side;
    // A little beyond the guess, to end up with the limit between two points, and never more than one error further.
    const further = Math.min(1.02 * Math.abs(guess - estimate), Math.abs(outer.value - estimate) + se);
    inner = outer;
    outer = { value: estimate + side * further, root: rootAt(estimate + side * further) };
  }
  if (outer.root < cut) return side * Number.POSITIVE_INFINITY;
  return bracketedSecant({ inner, outer }, rootAt, cut);
}

function bracketedSecant(
  start: { readonly inner: Point; readonly outer: Point },
  rootAt: (value: number) => number,
  cut: number,
): number {
  let { inner, outer } = start;
  for (let step = 0; step < STEPS_IN; step += 1) {
    const gap = Math.abs(outer.value - inner.value);
    const straight = secant(inner, outer, cut);
    // Every third step halves, in case the profile is too bent for the secant to close the bracket.
    const value = step % 3 === 2 ? (inner.value + outer.value) / 2 : straight;
    const point = { value, root: rootAt(value) };
    if (Math.abs(point.root - cut) < 1e-11 || gap < 1e-13 * Math.abs(value)) return value;
    if (point.root < cut) inner = point;
    else outer = point;
  }
  return secant(inner, outer, cut);
}

/** The interval of values whose likelihood-ratio statistic stays under the chi-squared quantile (Venzon & Moolgavkar,
 *  1988); a limit is ±Infinity when the profile does not fall within 60 standard errors. */
export function intervalOfProfile(profile: Profile, level = 0.95): readonly [number, number] {
  const cut = normalHalfWidth(level);
  return [limit(profile, -1, cut), limit(profile, 1, cut)];
}

/** A constrained maximum: its log-likelihood and all coefficients, the held one among them. */
export type Constrained = { readonly logLikelihood: number; readonly beta: readonly number[] };

/**
 * A profile that starts each constrained fit at the nearest one already solved, so that it follows the branch of the
 * estimate where a nearly flat likelihood has several. `solve(value, start)` holds coefficient `j` at `value`; null when
 * it fails, which counts as likelihood zero.
 */
export function followedProfile(
  fit: { readonly beta: readonly number[] },
  j: number,
  solve: (value: number, start: readonly number[]) => Constrained | null,
): (value: number) => number {
  const solved = [{ value: fit.beta[j]!, beta: fit.beta }];
  return (value) => {
    const nearest = solved.reduce((best, point) =>
      Math.abs(point.value - value) < Math.abs(best.value - value) ? point : best,
    );
    const end = solve(value, nearest.beta);
    if (end === null) return Number.NEGATIVE_INFINITY;
    solved.push({ value, beta: end.beta });
    return end.logLikelihood;
  };
}

/** Profile-likelihood interval of coefficient number `j` of a fitted model. */
export function profileInterval(fit: LogisticFit, j: number, level = 0.95): readonly [number, number] {
  const column = designColumn(fit.design, j);
  const rest = standardise(withoutColumn(fit.design, j));
  const { outcome, weights } = fit;
  const offset = new Float64Array(column.length);
  const likelihood = { width: fit.beta.length - 1, values: rest.values, outcome, weights, offset };
  const at = followedProfile(fit, j, (value, from) => {
    for (let i = 0; i < offset.length; i += 1) offset[i] = column[i]! * value;
    const start = standardisedCoefficients(from.toSpliced(j, 1), rest);
    const end = maximise(likelihood, start);
    if (end.state === "singular") return null;
    return { logLikelihood: end.logLikelihood, beta: originalCoefficients(end.beta, rest).toSpliced(j, 0, value) };
  });
  return intervalOfProfile({ estimate: fit.beta[j]!, se: fit.se[j]!, maximum: fit.logLikelihood, at }, level);
}
