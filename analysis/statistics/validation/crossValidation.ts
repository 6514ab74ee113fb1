import { type CalibrationError, calibrationError } from "../models/calibration/calibrationError.ts";
import { type ProbabilityScores, probabilityScores } from "../models/calibration/probabilityScores.ts";
import { type Recalibration, recalibration } from "../models/calibration/recalibration.ts";
import type { Columns } from "../models/logistic/design.ts";
import type { Estimator, NotEstimated } from "../models/logistic/estimator.ts";
import type { Named } from "../named.ts";
import { auc } from "../ranking/auc.ts";
import { type AucReport, delong, delongPaired, type PairedAucReport } from "../ranking/delong.ts";
import { type NetBenefit, netBenefit } from "../shares/decisionCurve.ts";
import { foldNumbers } from "./folds.ts";
import { outOfFold } from "./outOfFold.ts";

/** One model judged on people it was not fitted to. */
export type CrossValidated = {
  readonly oof_first6: readonly number[];
  readonly pooled_auc: AucReport;
  /** Mean of the AUCs within folds; null when a fold has only buyers or only non-buyers. */
  readonly mean_fold_auc: number | null;
  readonly scores: ProbabilityScores;
  readonly calibration: Recalibration;
  readonly ece: CalibrationError;
};

/** The `cross_validation` section: one entry a model, comparisons and decision curves. */
export type CrossValidation = Named<"M_", CrossValidated | NotEstimated> & {
  readonly full_minus_stated_pooled_delong?: PairedAucReport | undefined;
  readonly implicit_minus_stated_pooled_delong?: PairedAucReport | undefined;
  readonly full_minus_implicit_pooled_delong?: PairedAucReport | undefined;
  readonly decision_curve_oof: Readonly<Record<string, readonly NetBenefit[]>>;
};

/** Models by name, folds from 1, thresholds of the decision curve. */
export type CrossValidationQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly models: Readonly<Record<string, readonly string[]>>;
  readonly folds: ArrayLike<number>;
  readonly thresholds: readonly number[];
  readonly estimator?: Estimator;
  readonly weights?: ArrayLike<number> | undefined;
};

/** The section and the out-of-fold probabilities it was computed from, by model. */
export type CrossValidationResult = {
  readonly section: CrossValidation;
  readonly probabilities: Readonly<Record<string, Float64Array>>;
};

function meanFoldAuc(p: Float64Array, outcome: ArrayLike<number>, folds: ArrayLike<number>): number | null {
  const areas: number[] = [];
  for (const fold of foldNumbers(folds)) {
    const rows = Array.from(p, (_, i) => i).filter((i) => folds[i] === fold);
    const ys = rows.map((i) => outcome[i]!);
    if (new Set(ys).size < 2) return null;
    areas.push(
      auc(
        rows.map((i) => p[i]!),
        ys,
      ),
    );
  }
  return areas.reduce((sum, area) => sum + area, 0) / areas.length;
}

/** Everything said about out-of-fold probabilities. */
function judgeOutOfFold(p: Float64Array, outcome: ArrayLike<number>, folds: ArrayLike<number>): CrossValidated {
  return {
    oof_first6: Array.from(p.subarray(0, 6)),
    pooled_auc: delong(p, outcome),
    mean_fold_auc: meanFoldAuc(p, outcome, folds),
    scores: probabilityScores(outcome, p),
    calibration: recalibration(outcome, p),
    ece: calibrationError(outcome, p),
  };
}

/**
 * Cross-validates models over given folds: pooled AUC, scores, calibration and decision curve of the out-of-fold
 * probabilities, and for `M_stated`, `M_implicit` and `M_full` their pooled differences (DeLong). A model that cannot be
 * fitted without a fold is represented by the reason. Throws RangeError when lengths differ.
 */
export function crossValidation(columns: Columns, question: CrossValidationQuestion): CrossValidationResult {
  const { outcome, models, folds, thresholds, estimator = "ml", weights } = question;
  const fits = Object.entries(models).map(
    ([name, predictors]) => [name, outOfFold(columns, { outcome, predictors, folds, estimator, weights })] as const,
  );
  const probabilities = Object.fromEntries(
    fits.flatMap(([name, fit]) => (fit.kind === "fitted" ? [[name, fit.p] as const] : [])),
  );
  const ys = Array.from(outcome);
  const curve = (p: Float64Array) => thresholds.map((threshold) => netBenefit(Array.from(p), ys, threshold));
  const compare = (first?: Float64Array, second?: Float64Array) =>
    first && second ? delongPaired(first, second, ys) : undefined;
  const { M_stated: stated, M_implicit: implicit, M_full: full } = probabilities;
  const section = {
    ...Object.fromEntries(
      fits.map(([name, fit]) => [name, fit.kind === "fitted" ? judgeOutOfFold(fit.p, outcome, folds) : fit]),
    ),
    full_minus_stated_pooled_delong: compare(full, stated),
    implicit_minus_stated_pooled_delong: compare(implicit, stated),
    full_minus_implicit_pooled_delong: compare(full, implicit),
    decision_curve_oof: Object.fromEntries(Object.entries(probabilities).map(([name, p]) => [name, curve(p)])),
  };
  return { section, probabilities };
}
