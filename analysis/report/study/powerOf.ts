import type { Comparison } from "../../findings/comparison.ts";
import { type Difference, differences, equivalenceOf } from "../../findings/ranking/differences.ts";
import type { ReportData } from "../../findings/reportData.ts";
import { normalCdf, normalHalfWidth } from "../../statistics/numerics/distributions.ts";

/** The ranking question and what it would take to settle it. */
export type RankingPower = {
  readonly difference: Difference;
  readonly n: number;
  /** Standard error of the difference with as many people as there are. */
  readonly se: number;
  /** The smallest difference that matters: the plan's margin of equivalence. */
  readonly margin: number;
};

const USUAL_MARGIN = 0.05;

/** What is known for the power of the primary implicit against the primary stated measure; null where their difference
 *  has no interval. */
export function rankingPower(data: ReportData<Comparison>): RankingPower | null {
  const { stated, implicit } = data.primary;
  const { n } = data.sample;
  const difference = differences(data).find(({ later, earlier }) => later === implicit && earlier === stated);
  if (!difference?.interval || n === null) return null;
  const se = (difference.interval[1] - difference.interval[0]) / (2 * normalHalfWidth());
  return se > 0 ? { difference, n, se, margin: marginOf(data, difference.key) } : null;
}

function marginOf(data: ReportData<Comparison>, key: string): number {
  return equivalenceOf(data.found.auc_paired?.[key]).margin ?? USUAL_MARGIN;
}

/** Chance that the two-sided 5 % test finds a true difference with `people`, from the standard error found here, which
 *  shrinks with the root of the number of people. */
export function powerAt({ n, se }: RankingPower, effect: number, people: number): number {
  const distance = Math.abs(effect) / (se * Math.sqrt(n / people));
  const critical = normalHalfWidth();
  return normalCdf(distance - critical) + normalCdf(-distance - critical);
}

/** The fewest people with whom a true difference is found with this power. */
export function peopleFor(study: RankingPower, effect: number, power: number): number {
  let [low, high] = [1, 2];
  while (powerAt(study, effect, high) < power && high < 1e9) high *= 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (powerAt(study, effect, middle) < power) low = middle;
    else high = middle;
  }
  return high;
}
