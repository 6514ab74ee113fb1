/** Quantile of ascending values by linear interpolation of order statistics (Hyndman & Fan 1996, type 7).
 *  `probability` from 0 to 1; throws RangeError when there are no values. */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  if (sorted.length === 0) throw new RangeError("no values to take a quantile of");
  const position = (sorted.length - 1) * Math.min(1, Math.max(0, probability));
  // R's fuzz: a position a rounding error under a whole number is that number.
  const lower = Math.floor(position + 4 * Number.EPSILON);
  const share = Math.max(0, position - lower);
  const upper = Math.min(sorted.length - 1, lower + 1);
  return share < 1e-15 ? sorted[lower]! : sorted[lower]! + share * (sorted[upper]! - sorted[lower]!);
}

/** Type-7 quantile of values in any order. */
export function quantile(values: ArrayLike<number>, probability: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), probability);
}
