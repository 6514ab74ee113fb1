import { randomStream } from "../../../experiments/random/randomStream.ts";
import { type Columns, designOf } from "../models/logistic/design.ts";
import type { Estimator } from "../models/logistic/estimator.ts";
import { stratifiedFolds } from "./folds.ts";
import { compareOverFolds, type FoldScores, foldScores, type RepeatedComparison } from "./repeatedCv.ts";
import type { ReplicateRunner } from "./replicateJob.ts";

/** Where the folds of every repeat come from: given columns, or dealt anew for every repeat. */
export type RepeatedFolds =
  | { readonly kind: "given"; readonly folds: readonly ArrayLike<number>[]; readonly k: number }
  | { readonly kind: "seeded"; readonly seed: number; readonly repeats: number; readonly k: number };

/** Models by name, and the pairs to compare (first minus second). */
export type RepeatedQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly models: Readonly<Record<string, readonly string[]>>;
  readonly pairs: readonly (readonly [string, string])[];
  readonly folds: RepeatedFolds;
  readonly persons?: readonly string[] | undefined;
  readonly estimator?: Estimator;
};

type Metric = keyof FoldScores;

/** Mean scores of every model and their comparisons over all folds. */
export type RepeatedCrossValidation = {
  readonly mean_auc: Readonly<Record<string, number>>;
  readonly mean_log_loss: Readonly<Record<string, number>>;
  readonly mean_brier: Readonly<Record<string, number>>;
  readonly auc_by_fold: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** `auc_<first>_minus_<second>` and `log_loss_<first>_minus_<second>`. */
  readonly comparisons: Readonly<Record<string, RepeatedComparison>>;
};

// Differences too small to matter, in the units of each score.
const EQUIVALENT: Readonly<Record<"auc" | "log_loss", number>> = { auc: 0.01, log_loss: 0.005 };

function foldColumns({ outcome, folds, persons }: RepeatedQuestion): readonly Int32Array[] {
  if (folds.kind === "given") return folds.folds.map((column) => Int32Array.from(column));
  return Array.from({ length: folds.repeats }, (_, repeat) =>
    stratifiedFolds({ outcome, k: folds.k, persons }, randomStream(folds.seed, repeat)),
  );
}

function meanOf(repeats: readonly (readonly FoldScores[])[], metric: Metric): number {
  const values = repeats.flat().map((scores) => scores[metric]);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

type Scored = Readonly<Record<string, readonly (readonly FoldScores[])[]>>;

function summary(scored: Scored, { pairs, folds: { k } }: RepeatedQuestion): RepeatedCrossValidation {
  const byModel = <T>(value: (repeats: readonly (readonly FoldScores[])[]) => T) =>
    Object.fromEntries(Object.entries(scored).map(([name, repeats]) => [name, value(repeats)]));
  const gaps = (first: string, second: string, metric: Metric) => {
    const other = scored[second]!.flat();
    return scored[first]!.flat().map((scores, fold) => scores[metric] - other[fold]![metric]);
  };
  const comparisons = (["auc", "log_loss"] as const).flatMap((metric) =>
    pairs.map(([first, second]) => {
      const compared = compareOverFolds(gaps(first, second, metric), { k, rope: EQUIVALENT[metric] });
      return [`${metric}_${first}_minus_${second}`, compared] as const;
    }),
  );
  return {
    mean_auc: byModel((repeats) => meanOf(repeats, "auc")),
    mean_log_loss: byModel((repeats) => meanOf(repeats, "log_loss")),
    mean_brier: byModel((repeats) => meanOf(repeats, "brier")),
    auc_by_fold: byModel((repeats) => repeats.map((repeat) => repeat.map((scores) => scores.auc))),
    comparisons: Object.fromEntries(comparisons),
  };
}

/**
 * Repeated stratified (and by person grouped) cross-validation: scores per fold, averaged, and pairs compared with the
 * corrected resampled t. Null when a model cannot be fitted without a fold or a fold holds one outcome only. Throws
 * RangeError when a column is missing.
 */
export async function repeatedCrossValidation(
  columns: Columns,
  question: RepeatedQuestion,
  run: ReplicateRunner,
): Promise<RepeatedCrossValidation | null> {
  const { outcome, models, estimator = "ml" } = question;
  const names = Object.keys(models);
  const folds = foldColumns(question);
  const designs = names.map((name) => designOf(columns, models[name]!, outcome.length));
  const replicates = await run({ kind: "outOfFold", designs, folds, outcome: Float64Array.from(outcome), estimator });
  const scored = replicates.map((p, index) =>
    p === null ? null : foldScores(p, outcome, folds[Math.floor(index / names.length)]!),
  );
  const complete = scored.filter((scores) => scores !== null);
  if (complete.length < scored.length) return null;
  const ofModel = (m: number) => folds.map((_, repeat) => complete[repeat * names.length + m]!);
  return summary(Object.fromEntries(names.map((name, m) => [name, ofModel(m)])), question);
}
