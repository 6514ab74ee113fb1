import { normalTwoSided } from "../../numerics/distributions.ts";
import { quantileOfSorted } from "../../numerics/quantile.ts";
import { binomialLogLikelihood, nullLogLikelihood } from "../logistic/binomialLikelihood.ts";
import { fitLogistic } from "../logistic/fitLogistic.ts";
import { type CalibrationError, calibrationError } from "./calibrationError.ts";
import {
  type BrierDecomposition,
  brierDecomposition,
  type CalibrationGroup,
  calibrationGroups,
} from "./calibrationGroups.ts";
import { curveAt, lowess } from "./lowess.ts";
import { type ProbabilityScores, probabilityScores } from "./probabilityScores.ts";
import { logitDesign, type Recalibration, recalibration } from "./recalibration.ts";
import { type SplineCurve, splineCurve } from "./restrictedSpline.ts";

/** Distances of the smooth calibration curve from the diagonal. */
export type SmoothCalibration = {
  readonly at: readonly number[];
  readonly value: readonly (number | null)[];
  readonly ici: number;
  readonly e50: number;
  readonly e90: number;
  readonly emax: number;
};

/** Harrell's summary of a validation: discrimination D, unreliability U, quality Q = D - U. */
export type ValidationIndices = {
  readonly R2: number;
  readonly D: number;
  readonly U: number;
  readonly Q: number;
  readonly Brier: number;
  readonly Intercept: number;
  readonly Slope: number;
  readonly "S:z": number | null;
  readonly "S:p": number | null;
};

/** Everything about the calibration of out-of-fold probabilities. */
export type CalibrationReport = {
  readonly logistic_recalibration: Recalibration;
  readonly scores: ProbabilityScores;
  readonly lowess: SmoothCalibration;
  readonly rms_val_prob: ValidationIndices | null;
  readonly decile_groups: readonly CalibrationGroup[];
  readonly rcs3: SplineCurve | null;
  readonly ece: CalibrationError;
  readonly brier_decomposition_deciles: BrierDecomposition;
};

const READ_AT = [0.15, 0.25, 0.35, 0.45, 0.55, 0.65] as const;

/** Integrated calibration index and its median, 90 % and largest absolute error (Austin & Steyerberg 2019) of a lowess
 *  curve over the predictions; the curve is read at `at`, null outside the range of p. */
export function smoothCalibration(
  outcome: ArrayLike<number>,
  p: ArrayLike<number>,
  at: readonly number[] = READ_AT,
): SmoothCalibration {
  const curve = lowess(p, outcome);
  const errors = Float64Array.from(curve.x, (x, i) => Math.abs(x - curve.y[i]!)).sort();
  return {
    at,
    value: at.map((probability) => curveAt(curve, probability)),
    ici: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    e50: quantileOfSorted(errors, 0.5),
    e90: quantileOfSorted(errors, 0.9),
    emax: errors.at(-1)!,
  };
}

/** Harrell's val.prob indices (R² and D of the probabilities as given); null where the recalibration does not exist. */
function validationIndices(outcome: ArrayLike<number>, p: ArrayLike<number>): ValidationIndices | null {
  const n = p.length;
  const fit = Array.from(p).every((value) => value > 0 && value < 1) ? fitLogistic(logitDesign(p), outcome) : null;
  if (fit === null || fit.kind === "notFitted") return null;
  const nullLl = nullLogLikelihood(outcome);
  const asGiven = binomialLogLikelihood(outcome, p);
  const improvement = 2 * (asGiven - nullLl);
  const D = (improvement - 1) / n;
  const U = (2 * (fit.logLikelihood - asGiven) - 2) / n;
  const { brier, spiegelhalter_z: z } = probabilityScores(outcome, p);
  return {
    R2: Math.expm1(-improvement / n) / Math.expm1((2 * nullLl) / n),
    D,
    U,
    Q: D - U,
    Brier: brier,
    Intercept: fit.beta[0]!,
    Slope: fit.beta[1]!,
    "S:z": z,
    "S:p": z === null ? null : normalTwoSided(z),
  };
}

/** The calibration of probabilities for people the model has not seen (Van Calster et al. 2019): logistic
 *  recalibration, smooth curves, groups, errors and Brier decomposition. Throws RangeError on unequal lengths. */
export function calibrationReport(
  outcome: ArrayLike<number>,
  p: ArrayLike<number>,
  at: readonly number[] = READ_AT,
): CalibrationReport {
  const groups = calibrationGroups(outcome, p);
  return {
    logistic_recalibration: recalibration(outcome, p),
    scores: probabilityScores(outcome, p),
    lowess: smoothCalibration(outcome, p, at),
    rms_val_prob: validationIndices(outcome, p),
    decile_groups: groups,
    rcs3: splineCurve(outcome, p, at),
    ece: calibrationError(outcome, p),
    brier_decomposition_deciles: brierDecomposition(groups),
  };
}
