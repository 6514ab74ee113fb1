import type { Cohort } from "../../data/cohort.ts";
import { clustersOf } from "../../statistics/models/clustered/clusters.ts";
import { tQuantile, tTwoSided } from "../../statistics/numerics/distributions.ts";
import { clusteredAucs, clusteredDifference } from "../../statistics/ranking/clusteredAuc.ts";
import { delong, delongPaired } from "../../statistics/ranking/delong.ts";
import { surveyAucs } from "../../statistics/ranking/surveyAuc.ts";
import { knownInterval } from "../answers/answer.ts";

/** Two AUCs of the same rows compared, first minus second. */
export type PairedAuc = {
  readonly difference: number;
  readonly se: number | null;
  readonly p: number | null;
  readonly interval: readonly [number, number] | null;
};

/** With fewer people than this on one side, an AUC's error is itself hardly known. */
export const FEW = 10;

// On the scale of Fisher's z the interval stays between -1 and 1; t with as many degrees as the rarer side allows.
function widened({ difference, se }: { readonly difference: number; readonly se: number }, df: number): PairedAuc {
  const p = tTwoSided(difference / se, Math.max(1, df));
  if (Math.abs(difference) >= 1) return { difference, se, p, interval: [difference, difference] };
  const half = (tQuantile(0.975, Math.max(1, df)) * se) / (1 - difference ** 2);
  const centre = Math.atanh(difference);
  return { difference, se, p, interval: [Math.tanh(centre - half), Math.tanh(centre + half)] };
}

/** Compares two scores of the analysed rows by DeLong, or by Obuchowski (1997) where rows belong to persons: persons are
 *  counted then, not rows. */
export function pairedAuc(cohort: Cohort, first: ArrayLike<number>, second: ArrayLike<number>): PairedAuc {
  if (cohort.weights !== null) return weightedPair(cohort, cohort.weights, [first, second]);
  if (cohort.persons === null) {
    const { difference, se_difference: se, p, ci95_difference } = delongPaired(first, second, cohort.outcome);
    const fewer = Math.min(cohort.buyers, cohort.n - cohort.buyers);
    if (fewer < FEW && se !== null && se > 0) return widened({ difference, se }, fewer - 1);
    return { difference, se, p, interval: knownInterval(ci95_difference) };
  }
  const { difference, se, p, ci95 } = clusteredDifference([first, second], cohort.outcome, clustersOf(cohort.persons));
  return { difference, se, p, interval: ci95 };
}

function weightedPair(
  { outcome, persons, n }: Cohort,
  weights: readonly number[],
  scores: readonly [ArrayLike<number>, ArrayLike<number>],
): PairedAuc {
  const { auc, vcov } = surveyAucs(scores, { outcome, weights, units: persons === null ? null : clustersOf(persons) });
  const difference = auc[0]! - auc[1]!;
  const variance = vcov === null ? null : vcov[0]![0]! + vcov[1]![1]! - 2 * vcov[0]![1]!;
  const se = variance === null ? null : Math.sqrt(Math.max(0, variance));
  if (se === null || se === 0)
    return { difference, se, p: null, interval: se === null ? null : [difference, difference] };
  const df = Math.max(1, (persons === null ? n : new Set(persons).size) - 1);
  const half = tQuantile(0.975, df) * se;
  return {
    difference,
    se,
    p: tTwoSided(difference / se, df),
    interval: [Math.max(-1, difference - half), Math.min(1, difference + half)],
  };
}

/** The AUC of one score of the analysed rows with the error that fits the design. */
export function designAuc(
  cohort: Cohort,
  score: ArrayLike<number>,
): { readonly auc: number; readonly se: number | null } {
  const { outcome, persons, weights, n } = cohort;
  if (weights === null && persons === null) {
    const { auc, delong_se } = delong(score, outcome);
    return { auc, se: delong_se };
  }
  const units = persons === null ? null : clustersOf(persons);
  const { auc, vcov } =
    weights === null && units !== null
      ? clusteredAucs([score], outcome, units)
      : surveyAucs([score], { outcome, weights: weights ?? new Float64Array(n).fill(1), units });
  return { auc: auc[0]!, se: vcov === null ? null : Math.sqrt(vcov[0]![0]!) };
}

/** How many people stand behind the analysed rows. */
export function peopleIn({ n, persons }: Cohort): number {
  return persons === null ? n : new Set(persons).size;
}
