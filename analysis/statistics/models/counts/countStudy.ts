import { normalTwoSided } from "../../numerics/distributions.ts";
import { type Columns, type Design, designOf } from "../logistic/design.ts";
import { type ChiSquaredTest, chiSquaredTest } from "../logistic/logisticRegression.ts";
import { fitLogLinear, type LogLinearFit, type LogLinearNotFitted } from "./fitLogLinear.ts";
import { poisson } from "./rowLikelihoods.ts";

/** What people bought how often, over how long, and what may predict it. */
export type CountStudy = {
  readonly columns: Columns;
  readonly counts: ArrayLike<number>;
  /** How long each row was observed, in any unit; all alike when absent. */
  readonly exposure?: ArrayLike<number> | undefined;
  readonly predictors: readonly string[];
  /** Those of the predictors whose increment is tested. */
  readonly implicit: readonly string[];
};

/** One coefficient of a log-linear model. */
export type RateCoefficient = {
  readonly estimate: number;
  readonly se: number;
  readonly z: number;
  readonly p: number;
  /** Factor on the rate for one unit more of the predictor. */
  readonly rate_ratio: number;
};

export type RateCoefficients = Readonly<Record<string, RateCoefficient>>;

/** Coefficients by name, from estimates and standard errors in the order of the design. */
export function rateCoefficients(
  names: readonly string[],
  { beta, se }: { readonly beta: readonly number[]; readonly se: readonly number[] },
): RateCoefficients {
  const entries = names.map((name, j) => {
    const z = beta[j]! / se[j]!;
    return [name, { estimate: beta[j]!, se: se[j]!, z, p: normalTwoSided(z), rate_ratio: Math.exp(beta[j]!) }] as const;
  });
  return Object.fromEntries(entries);
}

/** Standard errors from a variance matrix, the first `length` of them. */
export function standardErrors(vcov: readonly (readonly number[])[], length = vcov.length): readonly number[] {
  return vcov.slice(0, length).map((row, j) => Math.sqrt(row[j]!));
}

/** The model matrix of all predictors, or of those that are not implicit. */
export function countDesign({ columns, counts, predictors, implicit }: CountStudy, which: "full" | "stated"): Design {
  const chosen = which === "full" ? predictors : predictors.filter((name) => !implicit.includes(name));
  return designOf(columns, chosen, counts.length);
}

/** Log exposure, one a row; null when all rows are alike. Throws RangeError unless every exposure is positive. */
export function offsetOf({ exposure }: CountStudy): Float64Array | null {
  if (exposure === undefined) return null;
  return Float64Array.from(Array.from(exposure), (time) => {
    if (!(time > 0)) throw new RangeError(`an exposure must be positive, got ${time}`);
    return Math.log(time);
  });
}

/** The Poisson model, from which the others start. Throws RangeError when a count is not a whole number from 0. */
export function fitPoisson(study: CountStudy, design: Design): LogLinearFit | LogLinearNotFitted {
  const offset = offsetOf(study);
  const counts = Array.from(study.counts);
  const wrong = counts.find((count) => !Number.isInteger(count) || count < 0);
  if (wrong !== undefined) throw new RangeError(`a count is a whole number from 0, got ${wrong}`);
  const time = offset === null ? counts.length : offset.reduce((sum, log) => sum + Math.exp(log), 0);
  const rate = counts.reduce((sum, count) => sum + count, 0) / time;
  if (rate === 0) return { kind: "notFitted", reason: "noConvergence" };
  const beta = design.names.map((_, j) => (j === 0 ? Math.log(rate) : 0));
  return fitLogLinear(design, study.counts, { family: poisson, offset, start: { beta, tau: 0 } });
}

/** Likelihood-ratio test of what the larger of two nested fits of the same rows adds. */
export function countRatioTest(smaller: LogLinearFit, larger: LogLinearFit): ChiSquaredTest {
  const chi2 = Math.max(0, 2 * (larger.logLikelihood - smaller.logLikelihood));
  return chiSquaredTest(chi2, larger.beta.length - smaller.beta.length);
}
