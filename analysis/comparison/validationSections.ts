import { numbersOf } from "../load/dataTable.ts";
import { type CutPoint, cutPoint } from "../metrics/cutPoint.ts";
import { type CalibrationGroup, calibrationGroups } from "../models/calibration/calibrationGroups.ts";
import { type SmoothCalibration, smoothCalibration } from "../models/calibration/calibrationReport.ts";
import { aucDifference, jackknifeAucDifference } from "../models/validation/aucDifference.ts";
import { type BootstrapReport, bootstrapReport } from "../models/validation/bootstrapInterval.ts";
import { type CrossValidationResult, crossValidation } from "../models/validation/crossValidation.ts";
import { foldNumbers } from "../models/validation/folds.ts";
import { type NoOptimism, type Optimism, summariseOptimism } from "../models/validation/optimism.ts";
import { compareOverFolds, foldScores, type RepeatedComparison } from "../models/validation/repeatedCv.ts";
import type { ReplicateJob } from "../models/validation/replicateJob.ts";
import { rowsByPerson } from "../models/validation/resamples.ts";
import { columnOf } from "./cohort.ts";
import { type Context, entriesOf } from "./context.ts";
import type { FittedLadder } from "./fitLadder.ts";
import { type Draws, drawnFolds, headlineModels, replicatesOf } from "./replicates.ts";

type Jobs = Readonly<Record<string, ReplicateJob>>;

/** Folds of the analysed rows: the plan's column, else the first of the drawn ones. Null with a warning when a row has
 *  none or there are too few buyers or non-buyers. */
export function foldsOf(context: Context, seed: number): ArrayLike<number> | null {
  const { table, plan, cohort, warn } = context;
  if (plan.folds && "column" in plan.folds) {
    const folds = numbersOf(table, plan.folds.column);
    const chosen = cohort.rows.map((row) => folds[row] ?? null).filter((fold) => fold !== null);
    if (chosen.length === cohort.n) {
      if (isSplit(cohort.persons, chosen)) {
        warn(
          `The folds of ${plan.folds.column} put rows of one person into several folds: each person is then predicted ` +
            "from their own answers, and every out-of-fold figure is too good.",
        );
      }
      return chosen;
    }
    warn(`cross_validation is null: ${cohort.n - chosen.length} analysed rows have no fold.`);
    return null;
  }
  const drawn = drawnFolds(context, seed)[0] ?? null;
  const wanted = plan.folds?.k ?? null;
  if (drawn === null) warn("cross_validation is null: fewer than two buyers or non-buyers.");
  else if (wanted !== null && foldNumbers(drawn).length < wanted) {
    warn(
      `Cross-validation uses ${foldNumbers(drawn).length} folds, not ${wanted}: there are no more buyers or non-buyers.`,
    );
  }
  return drawn;
}

function isSplit(persons: readonly string[] | null, folds: readonly number[]): boolean {
  const first = new Map<string, number>();
  return (persons ?? []).some((person, row) => {
    const own = first.get(person) ?? folds[row]!;
    first.set(person, own);
    return own !== folds[row];
  });
}

/** `cut_points`: for every measure the cut that seems best, and what choosing it is worth on people left out; a measure is
 *  null with a warning where a fold leaves one kind of people. Null without folds. */
export function cutPointsSection(
  { cohort, measures, warn }: Context,
  folds: ArrayLike<number> | null,
): Readonly<Record<string, CutPoint | null>> | null {
  if (folds === null) return null;
  return entriesOf(measures, ({ column }) => {
    const cut = cutPoint(columnOf(cohort, column), cohort.outcome, folds);
    if (cut === null) warn(`cut_points.${column} is null: outside a fold everybody bought, or nobody did.`);
    return [column, cut];
  });
}

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
  });
  for (const name of Object.keys(models)) {
    if (!(name in result.probabilities)) warn(`cross_validation.${name} is null: it cannot be fitted without a fold.`);
  }
  return result;
}

/** Groups and smooth curve of out-of-fold probabilities, for the calibration figure. */
export type CalibrationCurve = {
  readonly decile_groups: readonly CalibrationGroup[];
  readonly lowess: SmoothCalibration;
};

const CURVE_POINTS = 25;

/** The `cross_validation` section with calibration curves per model. */
export function withCalibrationCurves(
  { cohort }: Context,
  { section, probabilities }: CrossValidationResult,
): Readonly<Record<string, unknown>> {
  const curves = Object.entries(probabilities).map(([name, p]) => {
    const [low, high] = p.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [1, 0]);
    const at = Array.from({ length: CURVE_POINTS }, (_, i) => low + ((high - low) * i) / (CURVE_POINTS - 1));
    const curve: CalibrationCurve = {
      decile_groups: calibrationGroups(cohort.outcome, p),
      lowess: smoothCalibration(cohort.outcome, p, at),
    };
    return [name, { ...section[name], ...curve }] as const;
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
  const [full, stated] = [flat[names.indexOf("M_full")], flat[names.indexOf("M_stated")]];
  const compared = (key: "auc" | "log_loss") =>
    full && stated
      ? compareOverFolds(
          full.map((score, i) => score[key] - stated[i]![key]),
          { k, rope: ROPE },
        )
      : null;
  return {
    k,
    repeats: folds.length,
    mean_auc: mean("auc"),
    mean_log_loss: mean("log_loss"),
    full_minus_stated_auc: compared("auc"),
    full_minus_stated_log_loss: compared("log_loss"),
  };
}

/** `optimism_bootstrap_M_full` and `_M_stated`: each model refitted in every resample (Harrell), whole persons at a
 *  time when rows belong to persons. */
export function optimismSections(
  { warn }: Context,
  jobs: Jobs,
  draws: Draws,
): Readonly<Record<string, Optimism | NoOptimism>> {
  const sections = ["M_full", "M_stated"].flatMap((name) => {
    const job = jobs[`optimism_${name}`];
    const replicates = replicatesOf(jobs, `optimism_${name}`, draws);
    if (job?.kind !== "optimism" || replicates === null) return [];
    const summary = summariseOptimism(job.problem, replicates);
    if ("kind" in summary) warn(`optimism_bootstrap_${name} is null: ${summary.reason}.`);
    return [[`optimism_bootstrap_${name}`, summary] as const];
  });
  return Object.fromEntries(sections);
}

/** `bootstrap_delta_auc_<implicit>_minus_<stated>` of the primaries: percentile and BCa interval. */
export function differenceBootstrap(
  { cohort, primary, warn }: Context,
  jobs: Jobs,
  draws: Draws,
): Readonly<Record<string, BootstrapReport>> {
  const job = jobs.delta_auc;
  const replicates = replicatesOf(jobs, "delta_auc", draws);
  if (job?.kind !== "aucDifference" || replicates === null || !primary.stated || !primary.implicit) return {};
  const name = `bootstrap_delta_auc_${primary.implicit.column}_minus_${primary.stated.column}`;
  const values = replicates.flatMap((replicate) => (replicate === null ? [] : [replicate[0]!]));
  const rows = Int32Array.from({ length: cohort.n }, (_, row) => row);
  const theta = aucDifference(job.problem, rows);
  if (values.length < 2 || theta === null) {
    warn(`${name} is null: too few resamples hold buyers and non-buyers.`);
    return {};
  }
  const units = cohort.persons === null ? Array.from(rows, (row) => Int32Array.of(row)) : rowsByPerson(cohort.persons);
  return { [name]: bootstrapReport(theta, values, jackknifeAucDifference(job.problem, units)) };
}
