/** Trials whose sums are looked up together: few enough that a person's tables stay in the first cache. */
const GROUP = 6;
const SUBSETS = 2 ** GROUP;

/** Halves of a block of trials, one a split: `groups` bit sets of six trials each. */
export type RandomHalves = { readonly groups: number; readonly sets: Uint8Array };

/** Draws `splits` random halves of `half` out of `trials`. */
export function randomHalves(
  { trials, half, splits }: { readonly trials: number; readonly half: number; readonly splits: number },
  below: (n: number) => number,
): RandomHalves {
  const groups = Math.ceil(trials / GROUP);
  const sets = new Uint8Array(splits * groups);
  const order = Uint32Array.from({ length: trials }, (_, trial) => trial);
  for (let split = 0; split < splits; split += 1) {
    for (let i = 0; i < half; i += 1) {
      const trial = swap(order, i, i + below(trials - i));
      sets[split * groups + Math.floor(trial / GROUP)]! |= 1 << (trial % GROUP);
    }
  }
  return { groups, sets };
}

function swap(order: Uint32Array, i: number, j: number): number {
  const chosen = order[j]!;
  order[j] = order[i]!;
  order[i] = chosen;
  return chosen;
}

/** A person's trials of one block in random order, ready to be summed up half by half. */
export type ShuffledBlock = {
  /** Sum and sum of squares of every subset of each group: subset `s` of group `g` at 2 (64 g + s). */
  readonly table: Float64Array;
  readonly errors: readonly { readonly group: number; readonly place: number; readonly latency: number }[];
  readonly half: number;
};

/** Shuffles a block's trials, errors first in `latencies`. In an order of their own, two blocks' halves are independent of
 *  each other even where both take the same places. */
export function shuffledBlock(
  { latencies, errors, half }: { readonly latencies: Float64Array; readonly errors: number; readonly half: number },
  below: (n: number) => number,
): ShuffledBlock {
  const order = Uint32Array.from(latencies, (_, trial) => trial);
  for (let i = 0; i < order.length; i += 1) swap(order, i, i + below(order.length - i));
  const shuffled = Float64Array.from(order, (trial) => latencies[trial]!);
  const places = [...order.keys()].filter((at) => order[at]! < errors);
  return {
    table: subsetSums(shuffled),
    errors: places.map((at) => ({ group: Math.floor(at / GROUP), place: at % GROUP, latency: shuffled[at]! })),
    half,
  };
}

function subsetSums(values: Float64Array): Float64Array {
  const groups = Math.ceil(values.length / GROUP);
  const table = new Float64Array(2 * SUBSETS * groups);
  for (let group = 0; group < groups; group += 1) {
    const from = 2 * SUBSETS * group;
    for (let subset = 1; subset < SUBSETS; subset += 1) {
      const highest = 31 - Math.clz32(subset);
      const value = values[group * GROUP + highest] ?? 0;
      const rest = from + 2 * (subset ^ (1 << highest));
      table[from + 2 * subset] = table[rest]! + value;
      table[from + 2 * subset + 1] = table[rest + 1]! + value * value;
    }
  }
  return table;
}

/** Writes the sums of one half from `at` on: count, sum and sum of squares of its correct trials, then of its errors. */
export function sumHalf(
  { table, errors, half }: ShuffledBlock,
  { groups, sets }: RandomHalves,
  { split, into, at }: { readonly split: number; readonly into: Float64Array; readonly at: number },
): void {
  const from = split * groups;
  let sum = 0;
  let squares = 0;
  let count = 0;
  let errorSum = 0;
  let errorSquares = 0;
  for (let group = 0; group < groups; group += 1) {
    const entry = 2 * (group * SUBSETS + sets[from + group]!);
    sum += table[entry]!;
    squares += table[entry + 1]!;
  }
  for (let i = 0; i < errors.length; i += 1) {
    const { group, place, latency } = errors[i]!;
    const isIn = (sets[from + group]! >> place) & 1;
    count += isIn;
    errorSum += isIn * latency;
    errorSquares += isIn * latency * latency;
  }
  into[at] = half - count;
  into[at + 1] = sum - errorSum;
  into[at + 2] = squares - errorSquares;
  into[at + 3] = count;
  into[at + 4] = errorSum;
  into[at + 5] = errorSquares;
}
