/** Several observations of one thing, in ms. */
export type Spread = { readonly n: number; readonly mean: number; readonly sd: number; readonly largest: number };

/** Mean, SD (n − 1) and largest of at least one observation. Throws RangeError on none. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError("a spread needs at least one observation");
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : 0, largest: Math.max(...values) };
}

/** The middle of at least one value; of an even number the lower of the two. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  if (median === undefined) throw new RangeError("a median needs at least one value");
  return median;
}

/** Frames that should have come and did not: gaps of more than one and a half frames, counted in frames. */
export function droppedFrames(intervalsMs: readonly number[]): number {
  const frameMs = medianOf(intervalsMs);
  return intervalsMs.reduce((sum, interval) => sum + Math.max(0, Math.round(interval / frameMs) - 1), 0);
}
