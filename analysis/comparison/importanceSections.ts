import { type Dominance, dominance } from "../models/importance/dominance.ts";
import {
  type ImportanceIntervals,
  importanceIntervals,
  importanceReplicate,
} from "../models/importance/importanceReplicate.ts";
import { type GroupShares, shapleyGroups } from "../models/importance/shapleyGroups.ts";
import { importanceProblem, subsetFits } from "../models/importance/subsetFits.ts";
import { resamplerOf } from "../models/validation/resamples.ts";
import { type Context, entriesOf } from "./context.ts";
import type { FittedLadder } from "./modelSections.ts";
import { type Draws, resamplingOf } from "./validationSections.ts";

type Limits = readonly [number, number];

/** Who explains how much: every predictor of M_full, and stated and implicit as blocks, with bootstrap intervals. */
export type Importance = {
  readonly dominance: Readonly<
    Record<string, Dominance & { readonly general_ci95?: Readonly<Record<string, Limits>> }>
  >;
  readonly shapley_groups: Readonly<
    Record<string, GroupShares & { readonly stated_ci95?: Limits; readonly implicit_ci95?: Limits }>
  > | null;
};

const MOST_PREDICTORS = 8;
const MOST_RESAMPLES = 200;

/** Dominance and Shapley shares over M_full; null with a warning when a subset of its predictors cannot be fitted or
 *  there are too many. Product intercepts and covariates stand in every model. */
export function importanceSection(context: Context, fitted: FittedLadder, draws: Draws): Importance | null {
  const { cohort, warn } = context;
  const { full, implicit } = fitted.ladder;
  if (full.length < 2 || full.length > MOST_PREDICTORS) {
    warn(`dominance is null: M_full has ${full.length} predictors, 2 to ${MOST_PREDICTORS} can be shared out.`);
    return null;
  }
  const problem = importanceProblem(cohort.columns, {
    outcome: cohort.outcome,
    predictors: full,
    floor: cohort.floor,
    estimator: fitted.method,
  });
  const fits = subsetFits(problem);
  if (fits === null) {
    warn("dominance is null: a subset of the predictors cannot be fitted.");
    return null;
  }
  const blocks = { stated: full.filter((name) => !implicit.includes(name)), implicit };
  const hasBlocks = blocks.stated.length > 0 && blocks.implicit.length > 0;
  const resampler = resamplerOf(resamplingOf(context, draws), cohort.n, cohort.persons);
  const count = draws.resamples ? resampler.count : Math.min(resampler.count, MOST_RESAMPLES);
  const replicates = Array.from({ length: count }, (_, index) =>
    importanceReplicate({ problem, blocks }, resampler, index),
  );
  const intervals = importanceIntervals(full, replicates);
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
    const groups = intervals?.[metric]?.groups;
    return [metric, groups ? { ...report, stated_ci95: groups.stated, implicit_ci95: groups.implicit } : report];
  });
}
