/** How much of a benchmark to run: `quick` a fraction of the sizes, to see that it works. */
export type Size = "whole" | "quick";

/** One line of the table: who, how long (or what else was measured), and how many times ours it is. */
export type Row = { readonly by: string; readonly measured: string; readonly ratio?: number };

export type Finding = {
  readonly rows: readonly Row[];
  /** What both sides agreed on, what could not be measured, and why. */
  readonly notes: readonly string[];
};

/** One measurement of ours and, in the same run on the same data, of the peer. */
export type Benchmark = {
  readonly name: string;
  readonly what: string;
  run(size: Size): Promise<Finding>;
};

/** How long work took, and what came out. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly seconds: number; readonly value: T }> {
  const from = performance.now();
  const value = await work();
  return { seconds: (performance.now() - from) / 1000, value };
}

export function inSeconds(seconds: number): string {
  return seconds < 1 ? `${(1000 * seconds).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}

/** A sentence that both sides found the same number. Throws Error when they did not: then no time means anything. */
export function agreed(what: string, [ours, theirs]: readonly [number, number], tolerance: number): string {
  const gap = Math.abs(ours - theirs);
  if (!(gap <= tolerance)) throw new Error(`${what}: ours ${ours}, the peer's ${theirs}`);
  return `agreed: ${what} ${ours.toPrecision(6)}, apart by ${gap.toExponential(1)}`;
}
