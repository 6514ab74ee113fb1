import type { Measure, Score } from "../../../experiments/contract/measure.ts";
import { scoreOf } from "../../../experiments/measures/scoreOf.ts";
import type { TrialGroup } from "./trialTable.ts";

/** A group of rows with its score. */
export type Scored = TrialGroup & { readonly score: Score };

/** Applies the measure's scoring rule to every group, in the same order. */
export function scoreEveryone(
  measure: Measure,
  groups: readonly TrialGroup[],
  settings: Readonly<Record<string, unknown>>,
): readonly Scored[] {
  return groups.map((group) => {
    const { participantId, instance, product } = group;
    const score = scoreOf(measure, group.rows, settings);
    return {
      participantId,
      instance,
      product,
      score,
      get rows() {
        return group.rows;
      },
    };
  });
}

/** Whether a score counts: there is one and its person is not excluded. */
export function counts({ score }: { readonly score: Score }): boolean {
  return score.value !== null && score.excluded === undefined;
}
