import { type Dominance, dominance } from "../../statistics/models/importance/dominance.ts";
import {
  type ImportanceIntervals,
  importanceIntervals,
} from "../../statistics/models/importance/importanceReplicate.ts";
import { type GroupShares, shapleyGroups } from "../../statistics/models/importance/shapleyGroups.ts";
import { subsetFits } from "../../statistics/models/importance/subsetFits.ts";
import type { ReplicateJob } from "../../statistics/validation/replicateJob.ts";
import { type Context, entriesOf } from "../context.ts";
import { type Draws, replicatesOf } from "../replicates.ts";
import { unavailable } from "../unavailable.ts";

type Limits = readonly [number, number];

/** Who explains how much: every predictor of M_full, and stated and implicit as blocks, with bootstrap intervals. */
export type Importance = {
  readonly dominance: Readonly<
    Record<string, Dominance & { readonly general_ci95?: Readonly<Record<string, Limits>> }>
  >;
  readonly shapley_groups: Readonly<
    Record<
      string,
      GroupShares & {
        readonly stated_ci95?: Limits;
        readonly implicit_ci95?: Limits;
        /** Of the implicit block's part of what both explain, from 0 to 1. */
        readonly implicit_share_ci95?: Limits | null;
        readonly commonality_ci95?: Readonly<Record<"unique_1" | "unique_2" | "common", Limits>>;
      }
    >
  > | null;
};

/** Dominance and Shapley shares over M_full; null with a warning when a subset of its predictors cannot be fitted or
 *  there are too few or too many. Product intercepts and covariates stand in every model. */
export function importanceSection(
  context: Context,
  jobs: Readonly<Record<string, ReplicateJob>>,
  draws: Draws,
): Importance | null {
  const { warn } = context;
  const job = jobs.importance;
  if (job?.kind !== "importance") {
    warn(unavailable("dominance", "the model with both must have 2 to 8 predictors"));
    return null;
  }
  const { problem, blocks } = job;
  const fits = subsetFits(problem);
  if (fits === null) {
    warn(unavailable("dominance", "a subset of the predictors cannot be fitted"));
    return null;
  }
  const hasBlocks = blocks.stated.length > 0 && blocks.implicit.length > 0;
  const intervals = importanceIntervals(problem.predictors, replicatesOf(jobs, "importance", draws) ?? []);
  if (intervals === null) warn("The importance shares have no interval: a resample gave no estimate.");
  return {
    dominance: withDominanceIntervals(dominance(fits), intervals),
    shapley_groups: hasBlocks ? withGroupIntervals(shapleyGroups(fits, blocks), intervals) : null,
  };
}

function withDominanceIntervals(
  section: Readonly<Record<string, Dominance>>,
  intervals: ImportanceIntervals | null,
): Importance["dominance"] {
  return entriesOf(Object.entries(section), ([metric, report]) => {
    const general = intervals?.[metric]?.general;
    return [metric, general ? { ...report, general_ci95: general } : report];
  });
}

function withGroupIntervals(
  section: Readonly<Record<string, GroupShares>>,
  intervals: ImportanceIntervals | null,
): NonNullable<Importance["shapley_groups"]> {
  return entriesOf(Object.entries(section), ([metric, report]) => {
    const found = intervals?.[metric];
    if (found === undefined) return [metric, report];
    const { groups, implicit_share, commonality } = found;
    const limits = {
      stated_ci95: groups.stated,
      implicit_ci95: groups.implicit,
      implicit_share_ci95: implicit_share,
      commonality_ci95: commonality,
    };
    return [metric, { ...report, ...limits }];
  });
}
