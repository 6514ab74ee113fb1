import { quantileOfSorted } from "../../numerics/quantile.ts";
import { logistic, logit } from "../../numerics/specialFunctions.ts";
import { type Design, INTERCEPT } from "../logistic/design.ts";
import { fitLogistic } from "../logistic/fitLogistic.ts";
import type { ChiSquaredTest } from "../logistic/logisticRegression.ts";
import { likelihoodRatioTest } from "../logistic/nestedTests.ts";

/** Calibration curve as a restricted cubic spline of logit p with three knots. */
export type SplineCurve = {
  readonly knots: readonly number[];
  readonly coef: readonly number[];
  /** Is the curve bent? Against the straight logistic recalibration. */
  readonly nonlinearity_lr: ChiSquaredTest;
  readonly curve_at: readonly number[];
  readonly curve: readonly number[];
};

type Knots = readonly [number, number, number];

/** Knots at the 10th, 50th and 90th percentile (R's type 7); null when two of them coincide. */
function knotsOf(values: ArrayLike<number>): Knots | null {
  const sorted = Float64Array.from(values).sort();
  const knots = [quantileOfSorted(sorted, 0.1), quantileOfSorted(sorted, 0.5), quantileOfSorted(sorted, 0.9)] as const;
  return knots[0] === knots[1] || knots[1] === knots[2] ? null : knots;
}

/** The bent part of a restricted cubic spline of three knots (Harrell 2015), a column to add beside the values
 *  themselves; null when two knots coincide. */
export function bentColumn(values: ArrayLike<number>): readonly number[] | null {
  const knots = knotsOf(values);
  return knots && Array.from(values, (value) => splineTerm(value, knots));
}

function cube(a: number): number {
  return Math.max(a, 0) ** 3;
}

/** The nonlinear term of a restricted cubic spline with three knots, scaled by the squared range of the knots. */
function splineTerm(x: number, [a, b, c]: Knots): number {
  const bent = cube(x - a) - (cube(x - b) * (c - a)) / (c - b) + (cube(x - c) * (b - a)) / (c - b);
  return bent / (c - a) ** 2;
}

function splineDesign(x: ArrayLike<number>, knots: Knots | null): Design {
  const names = knots === null ? [INTERCEPT, "logit_p"] : [INTERCEPT, "logit_p", "bent"];
  const values = Array.from(x).flatMap((value) => (knots === null ? [1, value] : [1, value, splineTerm(value, knots)]));
  return { names, rows: x.length, values: Float64Array.from(values) };
}

/**
 * Fits outcome on a restricted cubic spline of logit p (Harrell 2015; knots at the 10th, 50th and 90th percentile) and
 * reads the calibration curve at the probabilities `at`. Null when knots coincide, a p is 0 or 1, or no fit exists.
 */
export function splineCurve(
  outcome: ArrayLike<number>,
  p: ArrayLike<number>,
  at: readonly number[],
): SplineCurve | null {
  const x = Float64Array.from(p, logit);
  if (!x.every(Number.isFinite)) return null;
  const knots = knotsOf(x);
  if (knots === null) return null;
  const line = fitLogistic(splineDesign(x, null), outcome);
  const bent = fitLogistic(splineDesign(x, knots), outcome);
  if (line.kind === "notFitted" || bent.kind === "notFitted") return null;
  const [constant, slope, bend] = bent.beta;
  const curve = (probability: number) => {
    const value = logit(probability);
    return logistic(constant! + slope! * value + bend! * splineTerm(value, knots));
  };
  return {
    knots,
    coef: bent.beta,
    nonlinearity_lr: likelihoodRatioTest(line, bent),
    curve_at: at,
    curve: at.map(curve),
  };
}
