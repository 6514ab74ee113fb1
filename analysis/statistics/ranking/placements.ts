/** How every buyer's score stands among the non-buyers' and every non-buyer's among the buyers'. */
export type Placements = {
  /** One per buyer in row order: share of non-buyers it exceeds, ties counting one half. */
  readonly ofBuyers: readonly number[];
  /** One per non-buyer in row order: share of buyers that exceed it, ties counting one half. */
  readonly ofNonBuyers: readonly number[];
};

/** Placement values, the building blocks of the AUC and its DeLong variance.
 *  `scores[i]` belongs to `outcomes[i]` (1 = bought, 0 = not). Shares from 0 to 1; equal scores count one half.
 *  Throws RangeError when the lengths differ or one of the two groups is empty.
 *  Source: DeLong, DeLong & Clarke-Pearson 1988, computed by midranks as Sun & Xu 2014, O(n log n). */
export function placements(scores: ArrayLike<number>, outcomes: ArrayLike<number>): Placements {
  const { buyers, nonBuyers } = splitByOutcome(scores, outcomes);
  const sortedBuyers = Float64Array.from(buyers).sort();
  const sortedNonBuyers = Float64Array.from(nonBuyers).sort();
  return {
    ofBuyers: buyers.map((score) => midrank(sortedNonBuyers, score) / nonBuyers.length),
    ofNonBuyers: nonBuyers.map((score) => 1 - midrank(sortedBuyers, score) / buyers.length),
  };
}

/** The scores of buyers and of non-buyers, each in row order.
 *  Throws RangeError when the lengths differ or one of the two groups is empty. */
export function splitByOutcome(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): { readonly buyers: readonly number[]; readonly nonBuyers: readonly number[] } {
  if (scores.length !== outcomes.length) {
    throw new RangeError(`scores and outcomes must be equally long, got ${scores.length} and ${outcomes.length}`);
  }
  const buyers: number[] = [];
  const nonBuyers: number[] = [];
  for (let row = 0; row < scores.length; row++) (outcomes[row] === 1 ? buyers : nonBuyers).push(scores[row]!);
  if (buyers.length === 0 || nonBuyers.length === 0) {
    throw new RangeError(
      `an AUC needs buyers and non-buyers, got ${buyers.length} buyers and ${nonBuyers.length} non-buyers`,
    );
  }
  return { buyers, nonBuyers };
}

function midrank(sorted: Float64Array, value: number): number {
  return (countBelow(sorted, value) + countUpTo(sorted, value)) / 2;
}

function countBelow(sorted: Float64Array, value: number): number {
  return firstIndex(sorted, (entry) => entry >= value);
}

function countUpTo(sorted: Float64Array, value: number): number {
  return firstIndex(sorted, (entry) => entry > value);
}

function firstIndex(sorted: Float64Array, holds: (entry: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
