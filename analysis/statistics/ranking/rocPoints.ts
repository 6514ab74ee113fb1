/** Share of buyers and of non-buyers at or above a threshold. */
export type RocPoint = {
  /** @infinite above the highest score */
  readonly threshold: number;
  readonly tpr: number;
  readonly fpr: number;
};

/** The points of the ROC curve, from threshold Infinity (nobody) down through every score that occurs.
 *  `scores[i]` belongs to `outcomes[i]` (1 = bought); positive means score >= threshold. Shares from 0 to 1.
 *  Throws RangeError when nobody or everybody bought. */
export function rocPoints(scores: readonly number[], outcomes: readonly number[]): readonly RocPoint[] {
  const order = scores.map((_, row) => row).sort((a, b) => scores[b]! - scores[a]!);
  const buyers = outcomes.filter((outcome) => outcome === 1).length;
  const nonBuyers = outcomes.length - buyers;
  if (buyers === 0 || nonBuyers === 0) throw new RangeError("a ROC curve needs buyers and non-buyers");
  const points: RocPoint[] = [{ threshold: Number.POSITIVE_INFINITY, tpr: 0, fpr: 0 }];
  let hits = 0;
  let alarms = 0;
  order.forEach((row, rank) => {
    if (outcomes[row] === 1) hits++;
    else alarms++;
    const isLastOfTie = rank + 1 === order.length || scores[order[rank + 1]!] !== scores[row];
    if (isLastOfTie) points.push({ threshold: scores[row]!, tpr: hits / buyers, fpr: alarms / nonBuyers });
  });
  return points;
}

/** The threshold with the largest sensitivity + specificity - 1 (Youden 1950), the lowest among ties.
 *  `tpr` and `fpr` are those of the highest threshold among ties, where a rule selects fewest people.
 *  Chosen on the outcome, so optimistic unless cross-validated. Throws RangeError when nobody or everybody bought. */
export function youden(
  scores: readonly number[],
  outcomes: readonly number[],
): {
  readonly max_j: number;
  readonly threshold_lowest_among_ties: number;
  readonly tpr: number;
  readonly fpr: number;
} {
  const points = rocPoints(scores, outcomes);
  const best = points.reduce((most, { tpr, fpr }) => Math.max(most, tpr - fpr), 0);
  const tied = points.filter(({ tpr, fpr }) => tpr - fpr === best);
  return {
    max_j: best,
    threshold_lowest_among_ties: tied.at(-1)!.threshold,
    tpr: tied[0]!.tpr,
    fpr: tied[0]!.fpr,
  };
}

/** Average precision: precision at every threshold, weighted by the recall gained there, without interpolation.
 *  `scores[i]` belongs to `outcomes[i]`. From the base rate (about chance) to 1. Throws RangeError as `rocPoints`. */
export function averagePrecision(scores: readonly number[], outcomes: readonly number[]): number {
  const buyers = outcomes.filter((outcome) => outcome === 1).length;
  const nonBuyers = outcomes.length - buyers;
  const points = rocPoints(scores, outcomes);
  return points.slice(1).reduce((sum, { tpr, fpr }, index) => {
    const precision = (tpr * buyers) / (tpr * buyers + fpr * nonBuyers);
    return sum + (tpr - points[index]!.tpr) * precision;
  }, 0);
}
