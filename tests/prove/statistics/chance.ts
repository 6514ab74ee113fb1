import type { Scale } from "../proof.ts";

/** How often something happened in how many simulated studies. */
export type Rate = { readonly hits: number; readonly runs: number };
type Band = readonly [low: number, high: number];

/** Monte Carlo standard errors by which a short run may leave its band; a full run must stay inside. */
const SLACK = 3;

/** Counts in how many of `runs` studies something happened; each study is told its number. */
export function rateOf(runs: number, happens: (run: number) => boolean): Rate {
  let hits = 0;
  for (let run = 0; run < runs; run += 1) if (happens(run)) hits += 1;
  return { hits, runs };
}

/** The rate as a share with four decimals, as printed. */
export function shareOf({ hits, runs }: Rate): number {
  return rounded(hits / runs);
}

export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** Whether a rate lies in its band, given the scale it was simulated at. */
export function isWithin({ hits, runs }: Rate, [low, high]: Band, scale: Scale): boolean {
  const share = hits / runs;
  const slack = (at: number) => (scale === "full" ? 0 : SLACK * Math.sqrt((at * (1 - at)) / runs));
  return share >= low - slack(low) && share <= high + slack(high);
}

/** Mean of simulated values and the standard error that the number of studies leaves it. */
export function meanOf(values: readonly number[]): { readonly mean: number; readonly se: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, se: Math.sqrt(squares / (values.length - 1) / values.length) };
}

export function covers(interval: readonly [number | null, number | null], value: number): boolean {
  const [low, high] = interval;
  return low !== null && high !== null && low <= value && value <= high;
}

/** A rate above 6 % by more than two Monte Carlo errors is a broken promise; below, the number of studies leaves it open. */
export function isRare({ hits, runs }: Rate): boolean {
  return hits / runs <= 0.06 + 2 * Math.sqrt((0.06 * 0.94) / runs);
}

/** Below 93 % by more than two Monte Carlo errors an interval is too short. At an increment of exactly nothing, the edge of
 *  what is possible, it holds more often than it claims. */
export function isHolding({ hits, runs }: Rate): boolean {
  return hits / runs >= 0.93 - 2 * Math.sqrt((0.93 * 0.07) / runs);
}
