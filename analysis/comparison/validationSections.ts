import { numbersOf } from "../load/dataTable.ts";
import { type CrossValidationResult, crossValidation } from "../models/validation/crossValidation.ts";
import { stratifiedFolds } from "../models/validation/folds.ts";
import {
  type NoOptimism,
  type Optimism,
  optimismProblem,
  optimismReplicate,
  summariseOptimism,
} from "../models/validation/optimism.ts";
import { type Resampling, resamplerOf } from "../models/validation/resamples.ts";
import { randomStream } from "../numerics/random.ts";
import type { Context } from "./context.ts";
import type { FittedLadder } from "./modelSections.ts";

/** Where the random numbers come from. */
export type Draws = {
  readonly seed: number;
  /** Resamples read from the plan's index file; drawn from the seed when absent. */
  readonly resamples?: readonly Int32Array[];
};

const HEADLINE = ["M_stated", "M_implicit", "M_full"] as const;
const DEFAULT_FOLDS = 10;
const DEFAULT_RESAMPLES = 500;

/** Folds of the analysed rows: the plan's column, else drawn, stratified by outcome and whole persons at a time. Null
 *  with a warning when there are too few buyers or non-buyers. */
export function foldsOf({ table, plan, cohort, warn }: Context, seed: number): readonly number[] | null {
  if (plan.folds && "column" in plan.folds) {
    const folds = numbersOf(table, plan.folds.column);
    const chosen = cohort.rows.map((row) => folds[row] ?? null).filter((fold) => fold !== null);
    if (chosen.length === cohort.n) return chosen;
    warn(`cross_validation is null: ${cohort.n - chosen.length} analysed rows have no fold.`);
    return null;
  }
  const wanted = plan.folds?.k ?? DEFAULT_FOLDS;
  const k = Math.min(wanted, cohort.buyers, cohort.n - cohort.buyers);
  if (k < 2) {
    warn("cross_validation is null: fewer than two buyers or non-buyers.");
    return null;
  }
  if (k < wanted) warn(`Cross-validation uses ${k} folds, not ${wanted}: there are no more buyers or non-buyers.`);
  const folds = stratifiedFolds(
    { outcome: cohort.outcome, k, persons: cohort.persons ?? undefined },
    randomStream(plan.folds?.seed ?? seed, 0),
  );
  return Array.from(folds);
}

/** The three headline models on people they were not fitted to. */
export function crossValidationSection(
  context: Context,
  ladder: FittedLadder,
  seed: number,
): CrossValidationResult | null {
  const folds = foldsOf(context, seed);
  if (folds === null) return null;
  const { cohort, plan, warn } = context;
  const models = Object.fromEntries(
    HEADLINE.flatMap((name) => {
      const predictors = ladder.ladder.models[name];
      return predictors === undefined ? [] : [[name, [...predictors, ...cohort.floor]]];
    }),
  );
  const result = crossValidation(cohort.columns, {
    outcome: cohort.outcome,
    models,
    folds,
    thresholds: plan.thresholds,
    estimator: ladder.method,
  });
  for (const name of Object.keys(models)) {
    if (!(name in result.probabilities)) warn(`cross_validation.${name} is null: it cannot be fitted without a fold.`);
  }
  return result;
}

/** How the bootstrap samples of a plan come about. */
export function resamplingOf({ plan }: Context, { seed, resamples }: Draws): Resampling {
  if (resamples) return { kind: "given", indices: resamples };
  const planned = plan.bootstrap && "resamples" in plan.bootstrap ? plan.bootstrap : undefined;
  return { kind: "seeded", seed: planned?.seed ?? seed, resamples: planned?.resamples ?? DEFAULT_RESAMPLES };
}

/** `optimism_bootstrap_M_full` and `_M_stated`: each model refitted in every resample (Harrell), whole persons at a
 *  time when rows belong to persons. */
export function optimismSections(
  context: Context,
  { ladder, method }: FittedLadder,
  draws: Draws,
): Readonly<Record<string, Optimism | NoOptimism>> {
  const { cohort, warn } = context;
  const resampler = resamplerOf(resamplingOf(context, draws), cohort.n, cohort.persons);
  const models = (["M_full", "M_stated"] as const).flatMap((name) => {
    const predictors = ladder.models[name];
    return predictors === undefined ? [] : [{ name, predictors: [...predictors, ...cohort.floor] }];
  });
  const sections = models.map(({ name, predictors }) => {
    const problem = optimismProblem(cohort.columns, { outcome: cohort.outcome, predictors, estimator: method });
    const replicates = Array.from({ length: resampler.count }, (_, index) =>
      optimismReplicate(problem, resampler, index),
    );
    const summary = summariseOptimism(problem, replicates);
    if ("kind" in summary) warn(`optimism_bootstrap_${name} is null: ${summary.reason}.`);
    return [`optimism_bootstrap_${name}`, summary] as const;
  });
  return Object.fromEntries(sections);
}
