import { randomStream } from "../../experiments/random/randomStream.ts";
import { type Cohort, columnOf } from "../data/cohort.ts";
import { importanceProblem } from "../statistics/models/importance/subsetFits.ts";
import { designOf } from "../statistics/models/logistic/design.ts";
import { aucDifferenceProblem } from "../statistics/validation/aucDifference.ts";
import { stratifiedFolds } from "../statistics/validation/folds.ts";
import { optimismProblem } from "../statistics/validation/optimism.ts";
import { type ReplicateJob, runInThisThread } from "../statistics/validation/replicateJob.ts";
import type { Resampling } from "../statistics/validation/resamples.ts";
import { answeredBy } from "./answeredBy.ts";
import type { Context } from "./context.ts";
import type { FittedLadder } from "./models/fitLadder.ts";

/** The numbers of every replicate of a job, in index order; null where one has no value. */
export type Replicates = readonly (Float64Array | null)[];

/** Where random numbers come from, and replicates that were already computed elsewhere (in threads). */
export type Draws = {
  readonly seed: number;
  /** Resamples read from the plan's index file; drawn from the seed when absent. */
  readonly resamples?: readonly Int32Array[];
  /** By job name; a job without an entry runs in this thread. */
  readonly replicates?: Readonly<Record<string, Replicates>>;
};

const HEADLINE = ["M_stated", "M_implicit", "M_full"] as const;
const DEFAULT_RESAMPLES = 500;
const DEFAULT_FOLDS = 10;
const DEFAULT_REPEATS = 10;
/** Importance refits every subset of the predictors, so it draws fewer samples than it may. */
const MOST_IMPORTANCE_RESAMPLES = 200;
const MOST_IMPORTANCE_PREDICTORS = 8;

/** The models of the three headlines that the ladder holds, floor included. */
export function headlineModels(
  { cohort }: Context,
  { ladder }: FittedLadder,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    HEADLINE.flatMap((name) => {
      const predictors = ladder.models[name];
      return predictors === undefined ? [] : [[name, [...predictors, ...cohort.floor]]];
    }),
  );
}

/** How the bootstrap samples of a plan come about. */
export function resamplingOf({ plan, cohort }: Context, { seed, resamples }: Draws): Resampling {
  if (resamples) return { kind: "given", indices: onAnalysedUnits(cohort, resamples) };
  const planned = plan.bootstrap && "resamples" in plan.bootstrap ? plan.bootstrap : undefined;
  return { kind: "seeded", seed: planned?.seed ?? seed, resamples: planned?.resamples ?? DEFAULT_RESAMPLES };
}

// Supplied positions count rows of the table (or its persons by first appearance); those not analysed drop out.
function onAnalysedUnits(cohort: Cohort, resamples: readonly Int32Array[]): readonly Int32Array[] {
  const position = new Map(cohort.units.map((unit, at) => [unit, at]));
  return resamples.map((resample) =>
    Int32Array.from([...resample].flatMap((unit) => (position.has(unit) ? [position.get(unit)!] : []))),
  );
}

/** Folds drawn again and again, stratified by outcome and whole persons at a time; empty when the plan supplies folds
 *  or there are too few buyers or non-buyers. */
export function drawnFolds({ plan, cohort }: Context, seed: number): readonly Int32Array[] {
  if (plan.folds && "column" in plan.folds) return [];
  const { k: wanted = DEFAULT_FOLDS, repeats = DEFAULT_REPEATS, seed: ownSeed = seed } = plan.folds ?? {};
  const k = Math.min(wanted, cohort.buyers, cohort.n - cohort.buyers);
  const persons = cohort.persons ?? undefined;
  const most = persons === undefined ? k : Math.min(k, new Set(persons).size);
  if (most < 2) return [];
  return Array.from({ length: repeats }, (_, repeat) =>
    stratifiedFolds({ outcome: cohort.outcome, k: most, persons }, randomStream(ownSeed, repeat)),
  );
}

/** Everything about a comparison that is the same calculation many times over, by name: plain data that threads may
 *  compute. `optimism_<model>`, `importance`, `delta_auc`, `repeated_cv`. */
export function replicateJobs(
  context: Context,
  fitted: FittedLadder,
  draws: Draws,
): Readonly<Record<string, ReplicateJob>> {
  return {
    ...optimismJobs(context, fitted, draws),
    ...importanceJob(context, fitted, draws),
    ...differenceJob(context, draws),
    ...repeatedJob(context, fitted, draws),
  };
}

type Jobs = Readonly<Record<string, ReplicateJob>>;

function optimismJobs(context: Context, fitted: FittedLadder, draws: Draws): Jobs {
  const { cohort } = context;
  const { M_full, M_stated } = headlineModels(context, fitted);
  const sampled = { resampling: resamplingOf(context, draws), persons: cohort.persons };
  const jobOf = (predictors: readonly string[] | undefined): ReplicateJob | null => {
    if (predictors === undefined) return null;
    const question = { outcome: cohort.outcome, predictors, estimator: fitted.method };
    return { kind: "optimism", problem: optimismProblem(cohort.columns, question), ...sampled };
  };
  return withoutNull({ optimism_M_full: jobOf(M_full), optimism_M_stated: jobOf(M_stated) });
}

/** The stated and implicit predictors of M_full. */
export function blocksOf({ ladder }: FittedLadder): {
  readonly stated: readonly string[];
  readonly implicit: readonly string[];
} {
  return { stated: ladder.full.filter((name) => !ladder.implicit.includes(name)), implicit: ladder.implicit };
}

function importanceJob(context: Context, fitted: FittedLadder, draws: Draws): Jobs {
  const { cohort } = context;
  const { full } = fitted.ladder;
  if (full.length < 2 || full.length > MOST_IMPORTANCE_PREDICTORS) return {};
  const question = { outcome: cohort.outcome, predictors: full, floor: cohort.floor, estimator: fitted.method };
  const resampling = resamplingOf(context, draws);
  const fewer: Resampling =
    resampling.kind === "given"
      ? resampling
      : { ...resampling, resamples: Math.min(resampling.resamples, MOST_IMPORTANCE_RESAMPLES) };
  return {
    importance: {
      kind: "importance",
      problem: importanceProblem(cohort.columns, question),
      blocks: blocksOf(fitted),
      resampling: fewer,
      persons: cohort.persons,
    },
  };
}

function differenceJob(context: Context, draws: Draws): Jobs {
  const { primary } = context;
  if (!primary.stated || !primary.implicit) return {};
  const both = answeredBy(context, [primary.stated.column, primary.implicit.column]);
  const { cohort } = both;
  const [first, second] = [columnOf(cohort, primary.implicit.column), columnOf(cohort, primary.stated.column)];
  return {
    delta_auc: {
      kind: "aucDifference",
      problem: aucDifferenceProblem(first, second, cohort.outcome),
      resampling: resamplingOf(both, draws),
      persons: cohort.persons,
    },
  };
}

function repeatedJob(context: Context, fitted: FittedLadder, draws: Draws): Jobs {
  const { cohort } = context;
  const folds = drawnFolds(context, draws.seed);
  if (folds.length < 2) return {};
  const designs = Object.values(headlineModels(context, fitted)).map((predictors) =>
    designOf(cohort.columns, predictors, cohort.n),
  );
  return {
    repeated_cv: {
      kind: "outOfFold",
      designs,
      folds,
      outcome: Float64Array.from(cohort.outcome),
      estimator: fitted.method,
      weights: cohort.weights ?? undefined,
    },
  };
}

function withoutNull(jobs: Readonly<Record<string, ReplicateJob | null>>): Jobs {
  return Object.fromEntries(Object.entries(jobs).flatMap(([name, job]) => (job === null ? [] : [[name, job]])));
}

/** The replicates of a job: those computed before, else computed now in this thread; null when there is no such job. */
export function replicatesOf(jobs: Jobs, name: string, draws: Draws): Replicates | null {
  const job = jobs[name];
  if (job === undefined) return null;
  return draws.replicates?.[name] ?? runInThisThread(job);
}
