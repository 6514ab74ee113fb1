import type { Random } from "../../random/randomStream.ts";

/** Draws from a pool without replacement until it is empty, then shuffles it anew. */
export function endlessDraw<T>(pool: readonly T[], random: Random): () => T {
  if (pool.length === 0) throw new RangeError("a pool of stimuli must not be empty");
  let left: readonly T[] = [];
  return () => {
    if (left.length === 0) left = random.shuffle(pool);
    const [next, ...rest] = left;
    left = rest;
    return next!;
  };
}

/** `count` kinds with each kind equally often in every run of `kinds`, shuffled inside each run. */
export function balancedRuns<T>(kinds: readonly T[], count: number, random: Random): readonly T[] {
  const order: T[] = [];
  while (order.length < count) order.push(...random.shuffle(kinds));
  return order.slice(0, count);
}

/** Two sequences zipped: a, b, a, b … `count` long; targets and attributes alternate strictly in combined blocks. */
export function alternating<T>(first: readonly T[], second: readonly T[], count: number): readonly T[] {
  return Array.from({ length: count }, (_, index) => (index % 2 === 0 ? first : second)[Math.floor(index / 2)]!);
}
