import type { Measure, Score } from "../../../experiments/contract/measure.ts";
import { scoreOf } from "../../../experiments/measures/scoreOf.ts";
import { chooseSettings } from "./settings.ts";
import type { TrialGroup } from "./trialTable.ts";

/** A profile, and single settings on top of it. */
type Wish = Parameters<typeof chooseSettings>[1];

/** The scores of every group under each of several profiles: one list a profile, in the order of the groups. Each group's
 *  rows are made once for all profiles. Throws a Problem for an unknown profile or setting. */
export function scoreByProfiles(
  measure: Measure,
  groups: readonly TrialGroup[],
  wishes: readonly Wish[],
): readonly (readonly Score[])[] {
  const chosen = wishes.map((wish) => chooseSettings(measure, wish, groups));
  const scores = chosen.map((): Score[] => []);
  for (const { rows } of groups) {
    for (const [at, { settings }] of chosen.entries()) scores[at]?.push(scoreOf(measure, rows, settings));
  }
  return scores;
}
