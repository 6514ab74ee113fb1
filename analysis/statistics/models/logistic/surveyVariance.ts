import { fUpperTail, tQuantile, tTwoSided } from "../../numerics/distributions.ts";
import { crossProduct, inverseQuadraticForm, multiply, type Rows } from "../../numerics/matrix.ts";
import type { LogisticFit } from "./fitLogistic.ts";

/** The rows of one sampling unit each: single rows, or the rows of a person. */
export type SamplingUnits = readonly (readonly number[])[];

/** What repeats of the whole study would show of the coefficients. */
export type SurveyVariance = {
  readonly vcov: Rows;
  readonly se: readonly number[];
  /** Sampling units less one. */
  readonly df: number;
};

/** The linearised ("sandwich") variance of the coefficients over sampling units, times G/(G − 1), as `survey::svyglm` has it
 *  (Binder 1983): right with weights, with several rows a unit, and with slopes that differ between units. Throws
 *  RangeError with fewer than two units. */
export function surveyVariance(fit: LogisticFit, units: SamplingUnits): SurveyVariance {
  const count = units.length;
  if (count < 2) throw new RangeError(`a variance needs two sampling units, got ${count}`);
  const meat = crossProduct(units.map((rows) => scoreOf(fit, rows)));
  const raw = multiply(multiply(fit.vcov, meat), fit.vcov);
  const vcov = raw.map((row) => row.map((value) => (value * count) / (count - 1)));
  return { vcov, se: vcov.map((row, j) => Math.sqrt(row[j]!)), df: count - 1 };
}

/** Every row as its own sampling unit. */
export function rowUnits(rows: number): SamplingUnits {
  return Array.from({ length: rows }, (_, row) => [row]);
}

function scoreOf({ design, outcome, fitted, weights }: LogisticFit, rows: readonly number[]): readonly number[] {
  const width = design.names.length;
  const score = new Array<number>(width).fill(0);
  for (const row of rows) {
    const residual = (weights === null ? 1 : weights[row]!) * (outcome[row]! - fitted[row]!);
    for (let j = 0; j < width; j += 1) score[j]! += residual * design.values[row * width + j]!;
  }
  return score;
}

/** A Wald test that several coefficients are 0, as F with the design's degrees of freedom. `chi2` is F times `df`. */
export type WaldTest = {
  readonly chi2: number;
  readonly df: number;
  readonly df2: number;
  readonly f: number;
  readonly p: number;
};

/** The test that all `tested` coefficients are 0 by the survey variance: F with q and (units − coefficients) degrees of
 *  freedom (`survey::regTermTest`). Null where the variance is singular. */
export function surveyWald(fit: LogisticFit, units: SamplingUnits, tested: readonly string[]): WaldTest | null {
  const at = tested.map((name) => fit.design.names.indexOf(name));
  if (at.some((j) => j < 0)) throw new RangeError(`the model lacks one of ${tested.join(", ")}`);
  const { vcov, df } = surveyVariance(fit, units);
  const df2 = degreesLeft(fit, df);
  const chi2 = inverseQuadraticForm(
    at.map((j) => at.map((k) => vcov[j]![k]!)),
    at.map((j) => fit.beta[j]!),
  );
  if (chi2 === null) return null;
  const f = chi2 / tested.length;
  return { chi2, df: tested.length, df2, f, p: fUpperTail(f, tested.length, df2) };
}
/** One coefficient with its test and interval by t. */
export type SurveyCoefficient = {
  readonly se: number;
  readonly t: number;
  readonly p: number;
  readonly ci95: readonly [number, number];
};

/** Coefficient `j` by the survey variance, t with (units − coefficients) degrees of freedom, one at least. */
export function surveyCoefficient(fit: LogisticFit, { se, df }: SurveyVariance, j: number): SurveyCoefficient {
  const left = degreesLeft(fit, df);
  const [estimate, error] = [fit.beta[j]!, se[j]!];
  const half = tQuantile(0.975, left) * error;
  const t = estimate / error;
  return { se: error, t, p: tTwoSided(t, left), ci95: [estimate - half, estimate + half] };
}

// With hardly more units than coefficients the survey convention leaves nothing: units less one then (Cameron & Miller 2015).
function degreesLeft({ beta }: LogisticFit, df: number): number {
  const left = df + 1 - beta.length;
  return left >= df / 2 ? left : Math.max(1, df);
}
