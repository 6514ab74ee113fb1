import type { Random } from "../../../experiments/random/randomStream.ts";

/** `size` rows drawn with replacement from `size` rows: zero-based positions. */
export function resampledRows(random: Random, size: number): Int32Array {
  const rows = new Int32Array(size);
  for (let i = 0; i < size; i += 1) rows[i] = random.below(size);
  return rows;
}
