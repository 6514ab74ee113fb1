import { importanceReplicator, importanceWidth } from "../models/importance/importanceReplicate.ts";
import type { Blocks } from "../models/importance/shapleyGroups.ts";
import type { ImportanceProblem } from "../models/importance/subsetFits.ts";
import type { Design } from "../models/logistic/design.ts";
import type { Estimator } from "../models/logistic/estimator.ts";
import { type AucDifferenceProblem, aucDifference } from "./aucDifference.ts";
import { OPTIMISM_WIDTH, type OptimismProblem, optimismReplicator } from "./optimism.ts";
import { outOfFoldOf } from "./outOfFold.ts";
import { type IncrementProblem, permutedLogLikelihood, type SwapProblem, swappedDifference } from "./permutation.ts";
import { MAX_ATTEMPTS, type Resampling, resamplerOf } from "./resamples.ts";

/** Resamples of rows, or of whole persons. */
export type ResampledJob = { readonly resampling: Resampling; readonly persons: readonly string[] | null };

/** Replicates drawn from a seed. */
export type SeededJob = { readonly seed: number; readonly count: number };

/** Work that is the same calculation many times over: plain data only, so that it can be sent to a thread. */
export type ReplicateJob =
  | ({ readonly kind: "optimism"; readonly problem: OptimismProblem } & ResampledJob)
  | ({ readonly kind: "aucDifference"; readonly problem: AucDifferenceProblem } & ResampledJob)
  | ({ readonly kind: "importance"; readonly problem: ImportanceProblem; readonly blocks: Blocks } & ResampledJob)
  | {
      readonly kind: "outOfFold";
      /** One design a model, one fold column a repeat; replicate = repeat × models + model. */
      readonly designs: readonly Design[];
      readonly folds: readonly Int32Array[];
      readonly outcome: Float64Array;
      readonly estimator: Estimator;
      readonly weights?: readonly number[] | undefined;
    }
  | ({ readonly kind: "swappedAuc"; readonly problem: SwapProblem } & SeededJob)
  | ({ readonly kind: "permutedIncrement"; readonly problem: IncrementProblem } & SeededJob);

/** How a job is computed: `width` numbers for each of `count` replicates. */
export type Kernel = {
  readonly count: number;
  readonly width: number;
  /** Replicate `index`, whoever asks and in whatever order; null when it has no value. */
  readonly replicate: (index: number) => Float64Array | null;
};

/** How many replicates a job has, and how many numbers each: known before anything is prepared. */
export function sizeOf(job: ReplicateJob): Pick<Kernel, "count" | "width"> {
  switch (job.kind) {
    case "outOfFold":
      return { count: job.designs.length * job.folds.length, width: job.outcome.length };
    case "swappedAuc":
    case "permutedIncrement":
      return { count: job.count, width: 1 };
    default: {
      const { resampling, kind } = job;
      const count = resampling.kind === "given" ? resampling.indices.length : resampling.resamples;
      if (kind === "optimism") return { count, width: OPTIMISM_WIDTH };
      return { count, width: kind === "importance" ? importanceWidth(job.problem.predictors.length) : 1 };
    }
  }
}

/** Computes every replicate of a job, in index order. */
export type ReplicateRunner = (job: ReplicateJob) => Promise<readonly (Float64Array | null)[]>;

function single(value: number | null): Float64Array | null {
  return value === null ? null : Float64Array.of(value);
}

function resampledKernel(job: Extract<ReplicateJob, ResampledJob>): Kernel {
  const rows = job.kind === "aucDifference" ? job.problem.outcome.length : job.problem.design.rows;
  const resampler = resamplerOf(job.resampling, rows, job.persons);
  const { count } = resampler;
  if (job.kind === "optimism") {
    const replicate = optimismReplicator(job.problem);
    return { count, width: OPTIMISM_WIDTH, replicate: (index) => replicate(resampler, index) };
  }
  if (job.kind === "importance") {
    const width = importanceWidth(job.problem.predictors.length);
    const replicate = importanceReplicator(job);
    return { count, width, replicate: (index) => replicate(resampler, index) };
  }
  const replicate = (index: number) => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const chosen = resampler.rowsOf(index, attempt);
      if (chosen === null) return null;
      const difference = aucDifference(job.problem, chosen);
      if (difference !== null) return Float64Array.of(difference);
    }
    return null;
  };
  return { count, width: 1, replicate };
}

/** The calculation of a job. */
export function kernelOf(job: ReplicateJob): Kernel {
  switch (job.kind) {
    case "outOfFold": {
      const { designs, folds, outcome, estimator, weights } = job;
      const replicate = (index: number) => {
        const [repeat, model] = [Math.floor(index / designs.length), index % designs.length];
        const fit = outOfFoldOf(designs[model]!, { outcome, folds: folds[repeat]!, estimator, weights });
        return fit.kind === "fitted" ? fit.p : null;
      };
      return { count: designs.length * folds.length, width: outcome.length, replicate };
    }
    case "swappedAuc":
      return {
        count: job.count,
        width: 1,
        replicate: (index) => single(swappedDifference(job.problem, job.seed, index)),
      };
    case "permutedIncrement":
      return {
        count: job.count,
        width: 1,
        replicate: (index) => single(permutedLogLikelihood(job.problem, job.seed, index)),
      };
    default:
      return resampledKernel(job);
  }
}

/** Computes every replicate of a job in this thread. */
export function runInThisThread(job: ReplicateJob): readonly (Float64Array | null)[] {
  const kernel = kernelOf(job);
  return Array.from({ length: kernel.count }, (_, index) => kernel.replicate(index));
}
