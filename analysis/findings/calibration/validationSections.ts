import { type CalibrationGroup, calibrationGroups } from "../../statistics/models/calibration/calibrationGroups.ts";
import { type SmoothCalibration, smoothCalibration } from "../../statistics/models/calibration/calibrationReport.ts";
import type { NotEstimated } from "../../statistics/models/logistic/estimator.ts";
import type { Named } from "../../statistics/named.ts";
import { aucDifference, jackknifeAucDifference } from "../../statistics/validation/aucDifference.ts";
import { type BootstrapReport, bootstrapReport } from "../../statistics/validation/bootstrapInterval.ts";
import {
  type CrossValidated,
  type CrossValidation,
  type CrossValidationResult,
  crossValidation,
} from "../../statistics/validation/crossValidation.ts";
import { foldNumbers } from "../../statistics/validation/folds.ts";
import { type NoOptimism, type Optimism, summariseOptimism } from "../../statistics/validation/optimism.ts";
import { compareOverFolds, foldScores, type RepeatedComparison } from "../../statistics/validation/repeatedCv.ts";
import type { ReplicateJob } from "../../statistics/validation/replicateJob.ts";
import { rowsByPerson } from "../../statistics/validation/resamples.ts";
import { answeredBy } from "../answeredBy.ts";
import type { Context } from "../context.ts";
import type { FittedLadder } from "../models/fitLadder.ts";
import { type Draws, drawnFolds, headlineModels, replicatesOf } from "../replicates.ts";
import { unavailable } from "../unavailable.ts";
import { modelWords } from "../words.ts";

type Jobs = Readonly<Record<string, ReplicateJob>>;

/** The three headline models on people they were not fitted to. */
export function crossValidationSection(
  context: Context,
  fitted: FittedLadder,
  folds: ArrayLike<number> | null,
): CrossValidationResult | null {
  if (folds === null) return null;
  const { cohort, plan, warn } = context;
  const models = headlineModels(context, fitted);
  const result = crossValidation(cohort.columns, {
    outcome: cohort.outcome,
    models,
    folds,
    thresholds: plan.thresholds,
    estimator: fitted.method,
    weights: cohort.weights ?? undefined,
  });
  for (const name of Object.keys(models)) {
    if (!(name in result.probabilities)) {
      warn(unavailable("cross_validation", "it cannot be fitted when a fold is left out", modelWords(name, context)));
    }
  }
  return result;
}

/** Groups and smooth curve of out-of-fold probabilities, for the calibration figure. */
export type CalibrationCurve = {
  readonly decile_groups: readonly CalibrationGroup[];
  readonly lowess: SmoothCalibration;
};

/** A model on people it was not fitted to, with its calibration; without an estimate, the reason. */
export type ValidatedModel = (CrossValidated & CalibrationCurve) | NotEstimated;

/** Every model, and the differences of the models. */
export type ValidatedModels = Omit<CrossValidation, `M_${string}`> & Named<"M_", ValidatedModel>;

const CURVE_POINTS = 25;

/** The `cross_validation` section with calibration curves per model. */
export function withCalibrationCurves(
  { cohort }: Context,
  { section, probabilities }: CrossValidationResult,
): ValidatedModels {
  const curves = Object.entries(probabilities).flatMap(([name, p]) => {
    const [low, high] = p.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [1, 0]);
    const at = Array.from({ length: CURVE_POINTS }, (_, i) => low + ((high - low) * i) / (CURVE_POINTS - 1));
    const curve: CalibrationCurve = {
      decile_groups: calibrationGroups(cohort.outcome, p),
      lowess: smoothCalibration(cohort.outcome, p, at),
    };
    const model = section[`M_${name.replace(/^M_/, "")}`];
    return model === undefined ? [] : [[name, { ...model, ...curve }] as const];
  });
  return { ...section, ...Object.fromEntries(curves) };
}

/** Two models over repeated cross-validation. */
export type RepeatedSection = {
  readonly k: number;
  readonly repeats: number;
  readonly mean_auc: Readonly<Record<string, number>>;
  readonly mean_log_loss: Readonly<Record<string, number>>;
  readonly full_minus_stated_auc: RepeatedComparison | null;
  readonly full_minus_stated_log_loss: RepeatedComparison | null;
  readonly full_minus_implicit_auc: RepeatedComparison | null;
  readonly full_minus_implicit_log_loss: RepeatedComparison | null;
};

const ROPE = 0.01;

/** Cross-validation repeated with new folds: mean AUC and log-loss, and the corrected resampled t of M_full against
 *  M_stated. Null when folds are supplied, or a repeat has a model without an estimate or a fold of one kind. */
export function repeatedSection(
  context: Context,
  fitted: FittedLadder,
  found: { jobs: Jobs; draws: Draws },
): RepeatedSection | null {
  const replicates = replicatesOf(found.jobs, "repeated_cv", found.draws);
  if (replicates === null) return null;
  const { cohort } = context;
  const names = Object.keys(headlineModels(context, fitted));
  const folds = drawnFolds(context, found.draws.seed);
  const k = foldNumbers(folds[0]!).length;
  const scores = names.map((_, model) =>
    folds.map((fold, repeat) => {
      const p = replicates[repeat * names.length + model] ?? null;
      return p === null ? null : foldScores(p, cohort.outcome, fold);
    }),
  );
  if (scores.some((repeats) => repeats.includes(null))) return null;
  const flat = scores.map((repeats) => repeats.flatMap((folded) => folded ?? []));
  const mean = (key: "auc" | "log_loss") =>
    Object.fromEntries(
      names.map((name, model) => [
        name,
        flat[model]!.reduce((sum, score) => sum + score[key], 0) / flat[model]!.length,
      ]),
    );
  const full = flat[names.indexOf("M_full")];
  const compared = (key: "auc" | "log_loss", than: "M_stated" | "M_implicit") => {
    const smaller = flat[names.indexOf(than)];
    if (!full || !smaller) return null;
    return compareOverFolds(
      full.map((score, i) => score[key] - smaller[i]![key]),
      { k, rope: ROPE },
    );
  };
  return {
    k,
    repeats: folds.length,
    mean_auc: mean("auc"),
    mean_log_loss: mean("log_loss"),
    full_minus_stated_auc: compared("auc", "M_stated"),
    full_minus_stated_log_loss: compared("log_loss", "M_stated"),
    full_minus_implicit_auc: compared("auc", "M_implicit"),
    full_minus_implicit_log_loss: compared("log_loss", "M_implicit"),
  };
}

/** `optimism_bootstrap_M_full` and `_M_stated`: each model refitted in every resample (Harrell), whole persons at a
 *  time when rows belong to persons. */
export function optimismSections(
  { warn }: Context,
  jobs: Jobs,
  draws: Draws,
): Readonly<Record<string, Optimism | NoOptimism>> {
  const sections = (["M_full", "M_stated"] as const).flatMap((name) => {
    const job = jobs[`optimism_${name}`];
    const replicates = replicatesOf(jobs, `optimism_${name}`, draws);
    if (job?.kind !== "optimism" || replicates === null) return [];
    const summary = summariseOptimism(job.problem, replicates);
    if ("kind" in summary) warn(unavailable(`optimism_bootstrap_${name}`, summary.reason));
    return [[`optimism_bootstrap_${name}`, summary] as const];
  });
  return Object.fromEntries(sections);
}

/** `bootstrap_delta_auc_<implicit>_minus_<stated>` of the primaries: percentile and BCa interval. */
export function differenceBootstrap(
  context: Context,
  jobs: Jobs,
  draws: Draws,
): Named<"bootstrap_delta_auc_", BootstrapReport> {
  const { primary, warn } = context;
  const job = jobs.delta_auc;
  const replicates = replicatesOf(jobs, "delta_auc", draws);
  if (job?.kind !== "aucDifference" || replicates === null || !primary.stated || !primary.implicit) return {};
  const { cohort } = answeredBy(context, [primary.stated.column, primary.implicit.column]);
  const name = `bootstrap_delta_auc_${primary.implicit.column}_minus_${primary.stated.column}`;
  const values = replicates.flatMap((replicate) => (replicate === null ? [] : [replicate[0]!]));
  const rows = Int32Array.from({ length: cohort.n }, (_, row) => row);
  const theta = aucDifference(job.problem, rows);
  if (values.length < 2 || theta === null) {
    warn(unavailable("bootstrap_delta_auc", "too few resamples hold buyers and non-buyers"));
    return {};
  }
  const units = cohort.persons === null ? Array.from(rows, (row) => Int32Array.of(row)) : rowsByPerson(cohort.persons);
  return { [name]: bootstrapReport(theta, values, jackknifeAucDifference(job.problem, units)) };
}
