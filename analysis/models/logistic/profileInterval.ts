import { bracketedRoot } from "../../numerics/bracketedRoot.ts";
import { chiSquaredQuantile } from "../../numerics/distributions.ts";
import { designColumn, withoutColumn } from "./design.ts";
import { fitLogistic, type LogisticFit } from "./fitLogistic.ts";

const STEPS_OUT = 60;

/** What a profile interval is read from: the estimate, its rough error, the maximum and the profile around it. */
export type Profile = {
  readonly estimate: number;
  readonly se: number;
  readonly maximum: number;
  /** The largest (penalised) log-likelihood with the coefficient held at a value. */
  readonly at: (value: number) => number;
};

function limit({ estimate, se, maximum, at }: Profile, side: -1 | 1, cut: number): number {
  const excess = (value: number) => 2 * (maximum - at(value)) - cut;
  let inner = estimate;
  for (let step = 1; step <= STEPS_OUT; step += 1) {
    const outer = estimate + side * step * se;
    if (excess(outer) > 0) {
      const [low, high] = side === 1 ? [inner, outer] : [outer, inner];
      return bracketedRoot(excess, { low, high });
    }
    inner = outer;
  }
  return side * Number.POSITIVE_INFINITY;
}

/** The interval of values whose likelihood-ratio statistic stays under the chi-squared quantile (Venzon & Moolgavkar,
 *  1988); a limit is ±Infinity when the profile does not fall within 60 standard errors. */
export function intervalOfProfile(profile: Profile, level = 0.95): readonly [number, number] {
  const cut = chiSquaredQuantile(level, 1);
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
  const rest = withoutColumn(fit.design, j);
  const at = followedProfile(fit, j, (value, from) => {
    const offset = column.map((x) => x * value);
    const start = from.filter((_, other) => other !== j);
    const held = fitLogistic(rest, fit.outcome, { offset, weights: fit.weights ?? undefined, start });
    if (held.kind === "fitted") return { logLikelihood: held.logLikelihood, beta: held.beta.toSpliced(j, 0, value) };
    // Separated once the coefficient is held: the profile is the supremum.
    return held.logLikelihoodSupremum === null ? null : { logLikelihood: held.logLikelihoodSupremum, beta: from };
  });
  return intervalOfProfile({ estimate: fit.beta[j]!, se: fit.se[j]!, maximum: fit.logLikelihood, at }, level);
}
