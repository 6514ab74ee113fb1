import { delongPaired } from "../metrics/delong.ts";
import { clusteredDifference } from "../models/clustered/clusteredAuc.ts";
import { clustersOf } from "../models/clustered/clusters.ts";
import { knownInterval } from "./answers/answer.ts";
import type { Cohort } from "./cohort.ts";

/** Two AUCs of the same rows compared, first minus second. */
export type PairedAuc = {
  readonly difference: number;
  readonly se: number | null;
  readonly p: number | null;
  readonly interval: readonly [number, number] | null;
};

/** Compares two scores of the analysed rows by DeLong, or by Obuchowski (1997) where rows belong to persons: persons are
 *  counted then, not rows. */
export function pairedAuc(cohort: Cohort, first: ArrayLike<number>, second: ArrayLike<number>): PairedAuc {
  if (cohort.persons === null) {
    const { difference, se_difference: se, p, ci95_difference } = delongPaired(first, second, cohort.outcome);
    return { difference, se, p, interval: knownInterval(ci95_difference) };
  }
  const { difference, se, p, ci95 } = clusteredDifference([first, second], cohort.outcome, clustersOf(cohort.persons));
  return { difference, se, p, interval: ci95 };
}

/** How many people stand behind the analysed rows. */
export function peopleIn({ n, persons }: Cohort): number {
  return persons === null ? n : new Set(persons).size;
}
