import { fastBelow } from "./fastRandom.ts";
import { type Strata, strataOf } from "./halves.ts";
import type { Scored } from "./scoreEveryone.ts";
import { splitCorrelation } from "./splitCorrelation.ts";
import type { SplitPlan } from "./splitPlan.ts";
import type { TrialRow } from "./trialTable.ts";

/** Correlation of two random halves, one a split, for any measure: both halves scored by its own rule. Each stratum is
 *  split in halves; with an odd count the larger half changes sides from stratum to stratum. */
export function rowPermutations(plan: SplitPlan, counted: readonly Scored[]): readonly (number | null)[] {
  const { measure, settings, splits, seed } = plan;
  const people = counted.map(({ rows }) => strataOf(measure, rows));
  const below = fastBelow(seed, 0);
  const a = new Float64Array(people.length);
  const b = new Float64Array(people.length);
  return Array.from({ length: splits }, () => {
    let count = 0;
    for (const person of people) {
      const [first, second] = randomHalves(person, below);
      const [x, y] = [measure.score(first, settings).value, measure.score(second, settings).value];
      if (x === null || y === null) continue;
      a[count] = x;
      b[count] = y;
      count += 1;
    }
    return splitCorrelation(a, b, count);
  });
}

function randomHalves({ strata, shared }: Strata, below: (n: number) => number) {
  const first: TrialRow[] = [...shared];
  const second: TrialRow[] = [...shared];
  strata.forEach((rows, index) => {
    const order = [...rows];
    const half = index % 2 === 0 ? Math.floor(order.length / 2) : Math.ceil(order.length / 2);
    for (let i = 0; i < half; i += 1) {
      const j = i + below(order.length - i);
      const chosen = order[j]!;
      order[j] = order[i]!;
      order[i] = chosen;
    }
    first.push(...order.slice(0, half));
    second.push(...order.slice(half));
  });
  return [first, second] as const;
}
