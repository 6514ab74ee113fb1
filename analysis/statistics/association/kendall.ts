import { normalTwoSided } from "../numerics/distributions.ts";
import { tieSizes } from "../ranking/midranks.ts";
import { ratio } from "../shares/ratio.ts";
import { total } from "./moments.ts";

/** Kendall's rank correlation; null where it cannot be computed (a constant column). */
export type KendallReport = {
  readonly n: number;
  readonly S: number;
  readonly tau_b: number | null;
  readonly tau_a: number | null;
  readonly goodman_kruskal_gamma: number | null;
  readonly z_tie_corrected: number | null;
  readonly p_normal: number | null;
};

/** Kendall's tau-b and tau-a, Goodman & Kruskal's gamma and the tie-corrected normal test (Kendall 1975).
 *  `x[i]` belongs to `y[i]`; -1 to 1. Pairs are counted by merging (Knight 1966), O(n log n). */
export function kendall(x: readonly number[], y: readonly number[]): KendallReport {
  const n = x.length;
  const pairs = (n * (n - 1)) / 2;
  const [tiesX, tiesY] = [tieSizes(x), tieSizes(y)];
  const tiedBoth = tieSizesOfPairs(x, y);
  const [inX, inY, inBoth] = [pairsWithin(tiesX), pairsWithin(tiesY), pairsWithin(tiedBoth)];
  const untied = pairs - inX - inY + inBoth;
  const discordant = countDiscordant(x, y);
  const s = untied - 2 * discordant;
  const variance = varianceOfS(n, tiesX, tiesY);
  const z = variance > 0 ? s / Math.sqrt(variance) : null;
  return {
    n,
    S: s,
    tau_b: ratio(s, Math.sqrt((pairs - inX) * (pairs - inY))),
    tau_a: ratio(s, pairs),
    goodman_kruskal_gamma: ratio(s, untied),
    z_tie_corrected: z,
    p_normal: z === null ? null : normalTwoSided(z),
  };
}

function pairsWithin(sizes: readonly number[]): number {
  return total(sizes.map((size) => (size * (size - 1)) / 2));
}

function tieSizesOfPairs(x: readonly number[], y: readonly number[]): readonly number[] {
  const sizes = new Map<string, number>();
  x.forEach((value, row) => {
    const key = `${value} ${y[row]}`;
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  });
  return [...sizes.values()];
}

function countDiscordant(x: readonly number[], y: readonly number[]): number {
  const order = x.map((_, row) => row).sort((a, b) => x[a]! - x[b]! || y[a]! - y[b]!);
  return countInversions(Float64Array.from(order, (row) => y[row]!));
}

// Merge sort from the bottom; an entry taken from the right while larger ones wait on the left is an inversion.
function countInversions(values: Float64Array): number {
  let from: Float64Array = values;
  let to: Float64Array = new Float64Array(values.length);
  let inversions = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      inversions += mergeRuns({ from, to, start, width });
    }
    [from, to] = [to, from];
  }
  return inversions;
}

type Runs = {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly start: number;
  readonly width: number;
};

function mergeRuns({ from, to, start, width }: Runs): number {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let [left, right, inversions] = [start, middle, 0];
  for (let position = start; position < end; position++) {
    const takesRight = right < end && (left >= middle || from[right]! < from[left]!);
    if (takesRight) inversions += middle - left;
    to[position] = takesRight ? from[right++]! : from[left++]!;
  }
  return inversions;
}

function varianceOfS(n: number, tiesX: readonly number[], tiesY: readonly number[]): number {
  if (n < 3) return 0;
  const cubic = (size: number) => size * (size - 1) * (2 * size + 5);
  const sum = (sizes: readonly number[], term: (size: number) => number) => total(sizes.map(term));
  const pairs = (size: number) => size * (size - 1);
  const triples = (size: number) => size * (size - 1) * (size - 2);
  const plain = (n * (n - 1) * (2 * n + 5) - sum(tiesX, cubic) - sum(tiesY, cubic)) / 18;
  const second = (sum(tiesX, pairs) * sum(tiesY, pairs)) / (2 * n * (n - 1));
  const third = (sum(tiesX, triples) * sum(tiesY, triples)) / (9 * n * (n - 1) * (n - 2));
  return plain + second + third;
}
