import type { RowStatistic } from "../models/clustered/clusterBootstrap.ts";
import type { Clusters } from "../models/clustered/clusters.ts";
import { placements } from "./placements.ts";

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

/** Standard error of the difference of two scores' AUCs by leaving out one person at a time; null when leaving someone
 *  out leaves no buyer or no non-buyer. `outcome[i]` is 0 or 1. Throws RangeError when nobody or everybody bought. */
export function clusterJackknife(
  [first, second]: readonly [ArrayLike<number>, ArrayLike<number>],
  outcome: ArrayLike<number>,
  clusters: Clusters,
): { readonly se: number | null } {
  const [ofFirst, ofSecond] = [aucsWithout(first, outcome, clusters), aucsWithout(second, outcome, clusters)];
  if (ofFirst === null || ofSecond === null) return { se: null };
  const values = ofFirst.map((auc, i) => auc - ofSecond[i]!);
  const g = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / g;
  return { se: Math.sqrt(((g - 1) / g) * values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) };
}

// The AUC without each cluster: its buyers' and its non-buyers' wins are taken off, those between them only once.
function aucsWithout(
  score: ArrayLike<number>,
  outcome: ArrayLike<number>,
  clusters: Clusters,
): readonly number[] | null {
  const { ofBuyers, ofNonBuyers } = placements(score, outcome);
  const [buyers, others] = [ofBuyers.length, ofNonBuyers.length];
  const wins = new Float64Array(outcome.length);
  let [buyer, other, won] = [0, 0, 0];
  for (let row = 0; row < wins.length; row++) {
    wins[row] = outcome[row] === 1 ? ofBuyers[buyer++]! * others : ofNonBuyers[other++]! * buyers;
    if (outcome[row] === 1) won += wins[row]!;
  }
  const aucs = clusters.map((rows) => {
    const own = rows.filter((row) => outcome[row] === 1);
    const rest = rows.filter((row) => outcome[row] !== 1);
    const between = own.reduce((sum, b) => sum + rest.reduce((part, o) => part + win(score[b]!, score[o]!), 0), 0);
    const left = (buyers - own.length) * (others - rest.length);
    return left === 0 ? null : (won - rows.reduce((sum, row) => sum + wins[row]!, 0) + between) / left;
  });
  const known = aucs.filter((auc) => auc !== null);
  return known.length < aucs.length ? null : known;
}

function win(buyer: number, other: number): number {
  if (buyer === other) return 0.5;
  return buyer > other ? 1 : 0;
}
