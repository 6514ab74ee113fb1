import { normalTwoSided } from "../numerics/distributions.ts";
import { type ProportionReport, proportion } from "../shares/proportion.ts";

/** The share that bought among those who gave one answer. */
export type RateAtLevel = { readonly level: number } & ProportionReport;

/** Does buying rise with the answer? */
export type TrendTest = { readonly z: number; readonly chi2: number; readonly p: number };

/** Share of buyers at each level with its intervals; a level nobody gave has n 0 and no estimate. */
export function purchaseRates(
  answers: ArrayLike<number>,
  outcome: ArrayLike<number>,
  levels: readonly number[],
): readonly RateAtLevel[] {
  return levels.map((level) => {
    let [bought, n] = [0, 0];
    for (let row = 0; row < answers.length; row++) {
      if (answers[row] !== level) continue;
      n += 1;
      bought += outcome[row]!;
    }
    return { level, ...proportion(bought, n) };
  });
}

/** The purchase rate by answer that never falls, closest to the observed ones: pooled adjacent violators weighted by
 *  people (Ayer et al. 1955). One value per level that somebody gave, in rising order of level; shares 0 to 1. */
export function isotonicRates(answers: ArrayLike<number>, outcome: ArrayLike<number>): readonly number[] {
  const levels = [...new Set(Array.from(answers))].sort((a, b) => a - b);
  const pools: { bought: number; n: number; levels: number }[] = [];
  for (const { x, n } of purchaseRates(answers, outcome, levels)) {
    pools.push({ bought: x, n, levels: 1 });
    for (let last = pools.pop()!, previous = pools.at(-1); ; previous = pools.at(-1)) {
      if (previous === undefined || previous.bought * last.n <= last.bought * previous.n) {
        pools.push(last);
        break;
      }
      pools.pop();
      last = { bought: last.bought + previous.bought, n: last.n + previous.n, levels: last.levels + previous.levels };
    }
  }
  return pools.flatMap((pool) => new Array<number>(pool.levels).fill(pool.bought / pool.n));
}

/** Cochran-Armitage test of a linear trend of buying over the answers (Armitage 1955), variance with denominator n.
 *  Null when all answers or all outcomes are alike. */
export function trendTest(answers: ArrayLike<number>, outcome: ArrayLike<number>): TrendTest | null {
  const n = answers.length;
  const x = Array.from(answers);
  const rate = Array.from(outcome).reduce((sum, y) => sum + y, 0) / n;
  const mean = x.reduce((sum, value) => sum + value, 0) / n;
  const spread = x.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const variance = rate * (1 - rate) * spread;
  if (!(variance > 0)) return null;
  const z = x.reduce((sum, value, row) => sum + (value - mean) * (outcome[row]! - rate), 0) / Math.sqrt(variance);
  return { z, chi2: z * z, p: normalTwoSided(z) };
}
