import { chiSquaredUpperTail, normalHalfWidth } from "../../numerics/distributions.ts";
import { logit } from "../../numerics/specialFunctions.ts";
import { binomialLogLikelihood } from "../logistic/binomialLikelihood.ts";
import { type Design, INTERCEPT } from "../logistic/design.ts";
import { fitLogistic } from "../logistic/fitLogistic.ts";

/** Logistic recalibration of given probabilities; null where it does not exist. */
export type Recalibration = {
  readonly calibration_in_the_large: number | null;
  readonly citl_se: number | null;
  readonly intercept: number | null;
  readonly intercept_se: number | null;
  readonly slope: number | null;
  readonly slope_se: number | null;
  readonly slope_ci95_wald: readonly [number, number] | null;
  readonly lr_test_perfect_calibration: { readonly chi2: number; readonly df: 2; readonly p: number } | null;
};

const UNDEFINED: Recalibration = {
  calibration_in_the_large: null,
  citl_se: null,
  intercept: null,
  intercept_se: null,
  slope: null,
  slope_se: null,
  slope_ci95_wald: null,
  lr_test_perfect_calibration: null,
};

/** Intercept and the logits of `p` as a model matrix. */
export function logitDesign(p: ArrayLike<number>): Design {
  const values = new Float64Array(2 * p.length);
  for (let i = 0; i < p.length; i += 1) {
    values[2 * i] = 1;
    values[2 * i + 1] = logit(p[i]!);
  }
  return { names: [INTERCEPT, "logit_p"], rows: p.length, values };
}

/**
 * Calibration in the large (intercept with the logit as offset) and calibration slope of probabilities, with the
 * likelihood-ratio test of slope 1 and intercept 0 (Cox 1958; Van Calster et al. 2016). Every p strictly between 0 and
 * 1; a p of exactly 0 or 1, outcomes all alike or separated logits make the values null.
 */
export function recalibration(outcome: ArrayLike<number>, p: ArrayLike<number>): Recalibration {
  for (let i = 0; i < p.length; i += 1) if (!(p[i]! > 0 && p[i]! < 1)) return UNDEFINED;
  const line = logitDesign(p);
  const constant = { names: [INTERCEPT], rows: p.length, values: new Float64Array(p.length).fill(1) };
  const large = fitLogistic(constant, outcome, { offset: Float64Array.from(p, logit) });
  if (large.kind === "notFitted") return UNDEFINED;
  const inTheLarge = { calibration_in_the_large: large.beta[0]!, citl_se: large.se[0]! };
  const fit = fitLogistic(line, outcome);
  if (fit.kind === "notFitted") return { ...UNDEFINED, ...inTheLarge };
  const [intercept, slope] = [fit.beta[0]!, fit.beta[1]!];
  const half = normalHalfWidth() * fit.se[1]!;
  const chi2 = 2 * (fit.logLikelihood - binomialLogLikelihood(outcome, p));
  return {
    ...inTheLarge,
    intercept,
    intercept_se: fit.se[0]!,
    slope,
    slope_se: fit.se[1]!,
    slope_ci95_wald: [slope - half, slope + half],
    lr_test_perfect_calibration: { chi2, df: 2, p: chiSquaredUpperTail(chi2, 2) },
  };
}
