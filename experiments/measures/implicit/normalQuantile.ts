import erfcinv from "@stdlib/math-base-special-erfcinv";

/** Standard normal quantile of a probability strictly between 0 and 1. */
export function normalQuantile(probability: number): number {
  return -Math.SQRT2 * erfcinv(2 * probability);
}
