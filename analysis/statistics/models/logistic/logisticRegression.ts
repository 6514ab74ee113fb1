import { chiSquaredUpperTail, normalHalfWidth, normalTwoSided } from "../../numerics/distributions.ts";
import { auc } from "../../ranking/auc.ts";
import { type ProbabilityScores, probabilityScores } from "../calibration/probabilityScores.ts";
import { recalibration } from "../calibration/recalibration.ts";
import { nullLogLikelihood } from "./binomialLikelihood.ts";
import { type Columns, designColumn, designOf, INTERCEPT } from "./design.ts";
import { fitLogistic, type LogisticFit, type NotFitted } from "./fitLogistic.ts";
import { profileInterval } from "./profileInterval.ts";
import { robustErrors } from "./robustErrors.ts";
import { type RSquaredSet, rSquaredOf } from "./rSquared.ts";
import { type SamplingUnits, type SurveyVariance, surveyCoefficient, surveyVariance } from "./surveyVariance.ts";

/** One coefficient on the log-odds scale. */
export type Coefficient = {
  readonly estimate: number;
  readonly se: number;
  readonly z: number;
  readonly p: number;
  readonly odds_ratio: number;
  readonly ci95_wald: readonly [number, number];
  /** Estimate × sample SD of the predictor; null for the intercept. */
  readonly sd_standardised_estimate: number | null;
  readonly ci95_profile?: readonly [number, number];
};

/** A chi-squared test. */
export type ChiSquaredTest = { readonly chi2: number; readonly df: number; readonly p: number };

/** One entry of the `models` section. */
export type ModelEntry = {
  readonly predictors: readonly string[];
  readonly n: number;
  readonly events: number;
  readonly coefficients: Readonly<Record<string, Coefficient>>;
  readonly vcov: readonly (readonly number[])[];
  readonly log_likelihood: number;
  readonly deviance: number;
  readonly null_deviance: number;
  readonly aic: number;
  readonly aicc: number | null;
  readonly bic: number;
  readonly r2: RSquaredSet;
  readonly scores_in_sample: ProbabilityScores;
  readonly auc_in_sample: number;
  readonly fitted_first6: readonly number[];
  readonly lr_vs_null?: ChiSquaredTest;
  readonly calibration_in_sample?: { readonly calibration_in_the_large: number | null; readonly slope: number | null };
  readonly effective_n?: number;
  readonly robust_se?: readonly number[];
  /** Present where the printed errors, tests and intervals of the coefficients are robust over sampling units. */
  readonly errors?: { readonly kind: "robust"; readonly units: number; readonly df: number };
};

/** What to fit, on which columns. */
export type ModelQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly predictors: readonly string[];
  /** Survey weights; scaled to sum to the number of rows, and robust standard errors are added. */
  readonly weights?: ArrayLike<number> | undefined;
  /** Sampling units where rows are weighted or belong to persons: errors, tests and intervals are then robust over them. */
  readonly units?: SamplingUnits | null;
  readonly intervals?: "wald" | "profile";
};

/** A fit with its printed entry, or why there is none. */
export type LogisticModel =
  | { readonly kind: "fitted"; readonly fit: LogisticFit; readonly entry: ModelEntry }
  | NotFitted;

/** A likelihood-ratio statistic with its p-value; never below 0. */
export function chiSquaredTest(chi2: number, df: number): ChiSquaredTest {
  return { chi2, df, p: chiSquaredUpperTail(chi2, df) };
}

function sampleSd(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) sum += x[i]!;
  const centre = sum / x.length;
  let squares = 0;
  for (let i = 0; i < x.length; i += 1) squares += (x[i]! - centre) ** 2;
  return Math.sqrt(squares / (x.length - 1));
}

function coefficient(fit: LogisticFit, j: number, intervals: "wald" | "profile"): Coefficient {
  const estimate = fit.beta[j]!;
  const se = fit.se[j]!;
  const half = normalHalfWidth() * se;
  return {
    estimate,
    se,
    z: estimate / se,
    p: normalTwoSided(estimate / se),
    odds_ratio: Math.exp(estimate),
    ci95_wald: [estimate - half, estimate + half],
    sd_standardised_estimate:
      fit.design.names[j] === INTERCEPT ? null : estimate * sampleSd(designColumn(fit.design, j)),
    ...(intervals === "profile" ? { ci95_profile: profileInterval(fit, j) } : {}),
  };
}

// A profile of the likelihood would take weights for numbers of people and rows for people, so there is none.
function robustCoefficient(fit: LogisticFit, variance: SurveyVariance, j: number): Coefficient {
  const { se, t, p, ci95 } = surveyCoefficient(fit, variance, j);
  return { ...coefficient(fit, j, "wald"), se, z: t, p, ci95_wald: ci95 };
}

function information(logLikelihood: number, k: number, n: number) {
  const aic = -2 * logLikelihood + 2 * k;
  const aicc = n - k - 1 > 0 ? aic + (2 * k * (k + 1)) / (n - k - 1) : null;
  return { aic, aicc, bic: -2 * logLikelihood + Math.log(n) * k };
}

function scaledWeights(weights: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(weights);
  const total = values.reduce((sum, w) => sum + w, 0);
  return values.map((w) => (w * values.length) / total);
}

function weightedExtras(fit: LogisticFit) {
  if (fit.weights === null) return {};
  const weights = Float64Array.from(fit.weights);
  const squares = weights.reduce((sum, w) => sum + w * w, 0);
  return { effective_n: weights.length ** 2 / squares, robust_se: robustErrors(fit).HC0 };
}

function testsOf(fit: LogisticFit) {
  const slopes = fit.beta.length - 1;
  if (slopes === 0) return {};
  const { calibration_in_the_large, slope } = recalibration(fit.outcome, fit.fitted);
  const chi2 = 2 * (fit.logLikelihood - nullLogLikelihood(fit.outcome, fit.weights));
  return {
    lr_vs_null: chiSquaredTest(chi2, slopes),
    calibration_in_sample: { calibration_in_the_large, slope },
  };
}

/** The printed entry of a fitted model. */
export function modelEntry(
  fit: LogisticFit,
  intervals: "wald" | "profile" = "wald",
  units: SamplingUnits | null = null,
): ModelEntry {
  const robust = units === null || units.length < 2 ? null : surveyVariance(fit, units);
  const { outcome, design, logLikelihood, fitted } = fit;
  const names = design.names;
  return {
    predictors: names.filter((name) => name !== INTERCEPT),
    n: design.rows,
    events: Float64Array.from(outcome).reduce((sum, y) => sum + y, 0),
    coefficients: Object.fromEntries(
      names.map((name, j) => [
        name,
        robust === null ? coefficient(fit, j, intervals) : robustCoefficient(fit, robust, j),
      ]),
    ),
    vcov: robust?.vcov ?? fit.vcov,
    log_likelihood: logLikelihood,
    deviance: -2 * logLikelihood,
    null_deviance: -2 * nullLogLikelihood(outcome, fit.weights),
    ...information(logLikelihood, names.length, design.rows),
    r2: rSquaredOf(fit),
    scores_in_sample: probabilityScores(outcome, fitted),
    auc_in_sample: auc(fitted, outcome),
    fitted_first6: Array.from(fitted.subarray(0, 6)),
    ...testsOf(fit),
    ...weightedExtras(fit),
    ...(robust === null ? {} : { errors: { kind: "robust", units: robust.df + 1, df: robust.df } }),
  };
}

/**
 * A logistic regression of a 0/1 outcome on named columns by maximum likelihood, with its printed entry.
 * Coefficients are log-odds with Wald (and on request profile-likelihood) 95 % intervals; R², scores, calibration and
 * AUC are in-sample. Separation, collinear predictors and a constant outcome give a reason instead of an entry.
 * Throws RangeError when a column is missing or of another length.
 */
export function logisticRegression(columns: Columns, question: ModelQuestion): LogisticModel {
  const { outcome, predictors, intervals = "wald" } = question;
  const design = designOf(columns, predictors, outcome.length);
  const weights = question.weights === undefined ? undefined : scaledWeights(question.weights);
  const fit = fitLogistic(design, outcome, { weights });
  return fit.kind === "notFitted"
    ? fit
    : { kind: "fitted", fit, entry: modelEntry(fit, intervals, question.units ?? null) };
}
