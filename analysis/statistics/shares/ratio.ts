/** `numerator / denominator`: null when undefined (0 / 0, or either is null), Infinity when only the denominator is 0. */
export function ratio(numerator: number | null, denominator: number | null): number | null {
  if (numerator === null || denominator === null) return null;
  if (denominator === 0) return numerator === 0 ? null : Number.POSITIVE_INFINITY * Math.sign(numerator);
  return numerator / denominator;
}
