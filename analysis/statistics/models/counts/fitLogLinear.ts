import { inverseSymmetric, type Rows } from "../../numerics/matrix.ts";
import { type Curvature, maximise } from "../../numerics/maximise.ts";
import { type Design, linearPredictor } from "../logistic/design.ts";
import {
  originalCoefficients,
  originalVariance,
  standardise,
  standardisedCoefficients,
} from "../logistic/standardise.ts";
import type { RowFamily } from "./rowLikelihoods.ts";

/** A fitted log-linear model. */
export type LogLinearFit = {
  readonly kind: "fitted";
  readonly design: Design;
  readonly beta: readonly number[];
  /** The family's own parameter; null when it has none. */
  readonly tau: number | null;
  /** Inverse observed information of the coefficients and, last, tau. */
  readonly vcov: Rows;
  readonly logLikelihood: number;
  /** Mean of the untruncated distribution, one a row. */
  readonly mu: Float64Array;
};

/** Why there is no estimate. */
export type LogLinearNotFitted = { readonly kind: "notFitted"; readonly reason: "collinear" | "noConvergence" };

/** The model's distribution, the log exposure of each row, and where to start: coefficients and, if any, tau. */
export type LogLinearQuestion = {
  readonly family: RowFamily;
  readonly offset: ArrayLike<number> | null;
  readonly start: { readonly beta: readonly number[]; readonly tau: number };
};

type Asked = LogLinearQuestion & {
  readonly outcome: ArrayLike<number>;
  readonly width: number;
  readonly values: Float64Array;
};

/** Fits a log-linear model by maximum likelihood with Newton's method on standardised columns.
 *  `outcome[i]` belongs to row i of `design`, whose first column is the intercept, and lies where the family allows.
 *  Throws RangeError when the lengths differ or there are no rows. */
export function fitLogLinear(
  design: Design,
  outcome: ArrayLike<number>,
  question: LogLinearQuestion,
): LogLinearFit | LogLinearNotFitted {
  if (outcome.length !== design.rows || outcome.length === 0) {
    throw new RangeError(`${design.rows} rows of predictors and ${outcome.length} outcomes`);
  }
  const scaled = standardise(design);
  const asked = { ...question, outcome, width: design.names.length, values: scaled.values };
  const hasTau = question.family.ancillary !== "none";
  const start = [...standardisedCoefficients(question.start.beta, scaled), ...(hasTau ? [question.start.tau] : [])];
  const found = maximise(
    {
      valueAt: (parameters) => valueAt(asked, parameters),
      curvatureAt: (parameters) => curvatureAt(asked, parameters),
    },
    start,
  );
  if (!found.isConverged) return { kind: "notFitted", reason: "noConvergence" };
  const variance = inverseSymmetric(found.hessian.map((row) => row.map((value) => -value)));
  if (variance === null || variance.some((row, j) => !(row[j]! > 0))) return { kind: "notFitted", reason: "collinear" };
  const transform = hasTau
    ? { ...scaled, centres: Float64Array.of(...scaled.centres, 0), scales: Float64Array.of(...scaled.scales, 1) }
    : scaled;
  const beta = originalCoefficients(found.parameters.slice(0, asked.width), scaled);
  const offset = question.offset;
  return {
    kind: "fitted",
    design,
    beta,
    tau: hasTau ? found.parameters[asked.width]! : null,
    vcov: originalVariance(Float64Array.from(variance.flat()), transform),
    logLikelihood: found.value,
    mu: linearPredictor(design, beta).map((eta, row) => Math.exp(eta + (offset === null ? 0 : offset[row]!))),
  };
}

function etaOf({ width, values, offset }: Asked, row: number, parameters: readonly number[]): number {
  let eta = offset === null ? 0 : offset[row]!;
  for (let j = 0; j < width; j++) eta += values[row * width + j]! * parameters[j]!;
  return eta;
}

function valueAt(asked: Asked, parameters: readonly number[]): number {
  const tau = parameters[asked.width] ?? 0;
  let value = 0;
  for (let row = 0; row < asked.outcome.length; row++) {
    value += asked.family.termsAt(asked.outcome[row]!, etaOf(asked, row, parameters), tau).value;
  }
  // Far from the maximum a mean may overflow; there the likelihood is nil.
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
}

function curvatureAt(asked: Asked, parameters: readonly number[]): Curvature {
  const { width, values, outcome, family } = asked;
  const size = parameters.length;
  const tau = parameters[width] ?? 0;
  const gradient = new Array<number>(size).fill(0);
  const hessian = gradient.map(() => new Array<number>(size).fill(0));
  let value = 0;
  for (let row = 0; row < outcome.length; row++) {
    const terms = family.termsAt(outcome[row]!, etaOf(asked, row, parameters), tau);
    value += terms.value;
    for (let a = 0; a < width; a++) {
      const x = values[row * width + a]!;
      gradient[a]! += terms.eta * x;
      for (let b = 0; b <= a; b++) hessian[a]![b]! += terms.etaEta * x * values[row * width + b]!;
      if (size > width) hessian[width]![a]! += terms.etaTau * x;
    }
    if (size > width) {
      gradient[width]! += terms.tau;
      hessian[width]![width]! += terms.tauTau;
    }
  }
  return { value, gradient, hessian: hessian.map((line, a) => line.map((own, b) => (b <= a ? own : hessian[b]![a]!))) };
}
