import { splitByOutcome } from "./placements.ts";

/** Probability that a random buyer scores above a random non-buyer, ties counting one half (Hanley & McNeil, 1982).
 *  `scores[i]` belongs to `outcomes[i]` (1 = bought, 0 = not). From 0 to 1; 0.5 is chance; a score that runs the
 *  wrong way gives less than 0.5 and is never flipped.
 *  Throws RangeError when the lengths differ or one of the two groups is empty. */
export function auc(scores: ArrayLike<number>, outcomes: ArrayLike<number>): number {
  const { buyers, nonBuyers } = splitByOutcome(scores, outcomes);
  return concordance(Float64Array.from(buyers).sort(), Float64Array.from(nonBuyers).sort());
}

// Walks both sorted lists once: pairs won count one, tied pairs one half. Exact, being whole and half numbers.
function concordance(buyers: Float64Array, nonBuyers: Float64Array): number {
  let below = 0;
  let upTo = 0;
  let won = 0;
  for (const score of buyers) {
    while (below < nonBuyers.length && nonBuyers[below]! < score) below++;
    while (upTo < nonBuyers.length && nonBuyers[upTo]! <= score) upTo++;
    won += (below + upTo) / 2;
  }
  return won / (buyers.length * nonBuyers.length);
}
