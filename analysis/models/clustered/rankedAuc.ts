import type { RowStatistic } from "./clusterBootstrap.ts";
import type { Clusters } from "./clusters.ts";

/** The AUC of a score on any choice of rows, ranked once so that thousands of resamples cost one pass each.
 *  `outcome[i]` is 0 or 1; the statistic is null on rows without buyers or without non-buyers. */
export function rankedAuc(score: ArrayLike<number>, outcome: ArrayLike<number>): RowStatistic {
  const levels = Float64Array.from(new Set(Array.from(score))).sort();
  const rankOf = new Map(Array.from(levels, (value, rank) => [value, rank]));
  const ranks = Int32Array.from({ length: score.length }, (_, row) => rankOf.get(score[row]!)!);
  const buyers = new Int32Array(levels.length);
  const others = new Int32Array(levels.length);
  return (rows) => {
    buyers.fill(0);
    others.fill(0);
    for (const row of rows) (outcome[row] === 1 ? buyers : others)[ranks[row]!]! += 1;
    return concordance(buyers, others);
  };
}

function concordance(buyers: Int32Array, others: Int32Array): number | null {
  let [won, below, bought] = [0, 0, 0];
  for (let rank = 0; rank < buyers.length; rank++) {
    won += buyers[rank]! * (below + others[rank]! / 2);
    below += others[rank]!;
    bought += buyers[rank]!;
  }
  return bought === 0 || below === 0 ? null : won / (bought * below);
}

/** The difference of two scores' AUCs on any choice of rows, first minus second. */
export function rankedAucDifference(
  [first, second]: readonly [ArrayLike<number>, ArrayLike<number>],
  outcome: ArrayLike<number>,
): RowStatistic {
  const [ofFirst, ofSecond] = [rankedAuc(first, outcome), rankedAuc(second, outcome)];
  return (rows) => {
    const [a, b] = [ofFirst(rows), ofSecond(rows)];
    return a === null || b === null ? null : a - b;
  };
}

/** Standard error of the difference of two AUCs by leaving out one person at a time; null when leaving someone out
 *  leaves no buyer or no non-buyer. `difference` must be a statistic of the same rows as `clusters`. */
export function clusterJackknife(difference: RowStatistic, clusters: Clusters): { readonly se: number | null } {
  const everyone = clusters.flat();
  const isLeft = new Set<number>();
  const values: number[] = [];
  for (const rows of clusters) {
    for (const row of rows) isLeft.add(row);
    const value = difference(everyone.filter((row) => !isLeft.has(row)));
    if (value === null) return { se: null };
    values.push(value);
    isLeft.clear();
  }
  const g = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / g;
  return { se: Math.sqrt(((g - 1) / g) * values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) };
}
