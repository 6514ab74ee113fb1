import { mean, sampleCovariance } from "simple-statistics";

/** Lower and upper limit. */
export type Interval = readonly [number, number];
/** Limits that are null where they cannot be computed. */
export type MaybeInterval = readonly [number | null, number | null];

/** Covariance with denominator n - 1; null below two pairs. `x[i]` belongs to `y[i]`. */
export function covariance(x: readonly number[], y: readonly number[]): number | null {
  return x.length < 2 ? null : sampleCovariance([...x], [...y]);
}

/** Variance with denominator n - 1; null below two values. */
export function variance(x: readonly number[]): number | null {
  return covariance(x, x);
}

/** Arithmetic mean. Throws when `x` is empty. */
export function average(x: readonly number[]): number {
  return mean([...x]);
}

/** The limits `centre` ± `half`. */
export function around(centre: number, half: number): Interval {
  return [centre - half, centre + half];
}

/** Sum, in row order. */
export function total(x: readonly number[]): number {
  return x.reduce((sum, value) => sum + value, 0);
}
