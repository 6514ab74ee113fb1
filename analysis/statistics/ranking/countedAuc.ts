/** Scores in ascending order, and what stands there. */
export type OrderedScores = { readonly scores: ArrayLike<number>; readonly order: Int32Array };

/** AUC of scores each of which stands for `counts` rows with the same outcome; ties count one half. Exact for whole counts.
 *  Null without buyers or without non-buyers. */
export function countedAuc(
  { scores, order }: OrderedScores,
  outcome: ArrayLike<number>,
  counts: ArrayLike<number>,
): number | null {
  let [won, below, buyers] = [0, 0, 0];
  for (let from = 0; from < order.length; ) {
    const score = scores[order[from]!]!;
    let [tiedBuyers, tiedOthers, to] = [0, 0, from];
    for (; to < order.length && scores[order[to]!] === score; to += 1) {
      const at = order[to]!;
      if (outcome[at] === 1) tiedBuyers += counts[at]!;
      else tiedOthers += counts[at]!;
    }
    won += tiedBuyers * (below + tiedOthers / 2);
    below += tiedOthers;
    buyers += tiedBuyers;
    from = to;
  }
  return buyers === 0 || below === 0 ? null : won / (buyers * below);
}
