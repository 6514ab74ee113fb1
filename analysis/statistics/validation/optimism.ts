import { type Columns, type Design, designOf, designRows, pickRows } from "../models/logistic/design.ts";
import { type Estimator, estimate } from "../models/logistic/estimator.ts";
import { refitter } from "../models/logistic/refit.ts";
import { PERFORMANCE, type Performance, performanceIn, performanceOf, predictionsOf } from "./performance.ts";
import { MAX_ATTEMPTS, type Resampler } from "./resamples.ts";

/** The `optimism_bootstrap_*` section; `resamples_redrawn` counts samples without an estimate that were drawn again. */
export type Optimism = {
  readonly resamples: number;
  readonly resamples_redrawn: number;
  readonly apparent: Performance;
  readonly mean_train: Performance;
  readonly mean_test: Performance;
  readonly optimism: Performance;
  readonly corrected: Performance;
  readonly first_resample_train_auc: number;
  readonly first_resample_test_auc: number;
};

/** Numbers of one replicate: performance on its own sample, then on the original rows, then redraws. */
export const OPTIMISM_WIDTH = 2 * PERFORMANCE.length + 1;

/** What is refitted in every resample. */
export type OptimismProblem = {
  readonly design: Design;
  readonly outcome: Float64Array;
  readonly estimator: Estimator;
  /** Coefficients of the original rows, where every refit starts; null when they do not exist. */
  readonly start: readonly number[] | null;
};

/** The design of an optimism bootstrap. */
export function optimismProblem(
  columns: Columns,
  question: {
    readonly outcome: ArrayLike<number>;
    readonly predictors: readonly string[];
    readonly estimator?: Estimator;
  },
): OptimismProblem {
  const { outcome, predictors, estimator = "ml" } = question;
  const design = designOf(columns, predictors, outcome.length);
  const fit = estimate(design, outcome, { estimator });
  return { design, outcome: Float64Array.from(outcome), estimator, start: fit.kind === "fitted" ? fit.beta : null };
}

/** Refits the model in resample `index` and judges it there and on the original rows (Harrell 1996). Null when no
 *  attempt gives an estimate. */
export function optimismReplicate(problem: OptimismProblem, resampler: Resampler, index: number): Float64Array | null {
  return optimismReplicator(problem)(resampler, index);
}

/** What does `optimismReplicate` for many replicates of one problem. */
export function optimismReplicator(
  problem: OptimismProblem,
): (resampler: Resampler, index: number) => Float64Array | null {
  const judge = problem.estimator === "ml" ? judgedByCounts(problem) : judgedByRows(problem);
  return (resampler, index) => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const rows = resampler.rowsOf(index, attempt);
      if (rows === null) return null;
      const judged = judge(rows);
      if (judged === null) continue;
      const [train, test] = judged;
      return Float64Array.from([
        ...PERFORMANCE.map((name) => train[name]),
        ...PERFORMANCE.map((name) => test[name]),
        attempt,
      ]);
    }
    return null;
  };
}

/** The performance of a refit on its own rows and on the original ones. */
type Judge = (rows: Int32Array) => readonly [train: Performance, test: Performance] | null;

/** At the maximum of its likelihood a model is calibrated on its own rows. */
const OWN_LINE = { intercept: 0, slope: 1 };

function judgedByCounts({ design, outcome, start }: OptimismProblem): Judge {
  const { groups, refit } = refitter(design, outcome, start);
  return (rows) => {
    const fit = refit(rows);
    if (fit === null) return null;
    const predicted = predictionsOf(fit.eta, groups.outcome);
    const train = performanceIn(predicted, fit.counts, OWN_LINE);
    const test = performanceIn(predicted, groups.sizes);
    return train === null || test === null ? null : [train, test];
  };
}

/** Firth's penalty counts every row once. */
function judgedByRows({ design, outcome, estimator, start }: OptimismProblem): Judge {
  return (rows) => {
    const [ownDesign, ownOutcome] = [designRows(design, rows), pickRows(outcome, rows)];
    const fit = estimate(ownDesign, ownOutcome, { estimator, start: start ?? undefined });
    if (fit.kind === "notFitted") return null;
    const train = performanceOf(fit.beta, ownDesign, ownOutcome);
    const test = performanceOf(fit.beta, design, outcome);
    return train === null || test === null ? null : [train, test];
  };
}

function performanceFrom(value: (position: number) => number): Performance {
  const [auc, brier, nagelkerke, tjur, log_loss, calibration_slope, calibration_intercept] = PERFORMANCE.map((_, at) =>
    value(at),
  );
  return {
    auc: auc!,
    brier: brier!,
    nagelkerke: nagelkerke!,
    tjur: tjur!,
    log_loss: log_loss!,
    calibration_slope: calibration_slope!,
    calibration_intercept: calibration_intercept!,
  };
}

/** Why no optimism could be estimated. */
export type NoOptimism = { readonly kind: "notFitted"; readonly reason: string };

/** Means over the replicates and the corrected performance: apparent - mean(train - test). Replicates come in index
 *  order. A reason when the model has no estimate on the original rows or a resample never gave one. */
export function summariseOptimism(
  problem: OptimismProblem,
  replicates: readonly (Float64Array | null)[],
): Optimism | NoOptimism {
  const { design, outcome, estimator } = problem;
  const fit = estimate(design, outcome, { estimator });
  if (fit.kind === "notFitted") return { kind: "notFitted", reason: fit.reason };
  const apparent = performanceOf(fit.beta, design, outcome);
  const usable = replicates.filter((replicate) => replicate !== null);
  if (apparent === null || usable.length < replicates.length || usable.length === 0) {
    return { kind: "notFitted", reason: `${replicates.length - usable.length} resamples gave no estimate` };
  }
  const mean = (at: number) => usable.reduce((sum, replicate) => sum + replicate[at]!, 0) / usable.length;
  const size = PERFORMANCE.length;
  const gap = (at: number) => mean(at) - mean(size + at);
  return {
    resamples: usable.length,
    resamples_redrawn: usable.reduce((sum, replicate) => sum + replicate[2 * size]!, 0),
    apparent,
    mean_train: performanceFrom(mean),
    mean_test: performanceFrom((at) => mean(size + at)),
    optimism: performanceFrom(gap),
    corrected: performanceFrom((at) => apparent[PERFORMANCE[at]!] - gap(at)),
    first_resample_train_auc: usable[0]![0]!,
    first_resample_test_auc: usable[0]![size]!,
  };
}
