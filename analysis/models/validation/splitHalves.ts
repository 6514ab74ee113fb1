import { type Random, randomStream } from "../../numerics/random.ts";

/** Response times (or any trial values) of people, row by row, and the condition of every trial. */
export type SplitProblem = {
  readonly people: number;
  readonly trials: number;
  /** people × trials, row-major; NaN marks a trial that does not count. */
  readonly values: Float64Array;
  /** 1 = the condition whose mean is subtracted from, 0 = the one subtracted; people × trials. */
  readonly condition: Uint8Array;
};

type Sums = { n: number; total: number; squares: number };

function add(sums: Sums, value: number): void {
  sums.n += 1;
  sums.total += value;
  sums.squares += value * value;
}

// Difference of condition means over the SD of all trials of the half: a D score; null without two trials a condition.
function halfScore(one: Sums, zero: Sums): number | null {
  if (one.n === 0 || zero.n === 0 || one.n + zero.n < 3) return null;
  const n = one.n + zero.n;
  const total = one.total + zero.total;
  const variance = (one.squares + zero.squares - (total * total) / n) / (n - 1);
  return variance > 0 ? (one.total / one.n - zero.total / zero.n) / Math.sqrt(variance) : null;
}

function shuffleInPlace(items: Int32Array, count: number, random: Random): void {
  for (let last = count - 1; last > 0; last -= 1) {
    const chosen = random.below(last + 1);
    const kept = items[last]!;
    items[last] = items[chosen]!;
    items[chosen] = kept;
  }
}

function splitPerson(problem: SplitProblem, person: number, { random, order }: { random: Random; order: Int32Array }) {
  const { trials, values, condition } = problem;
  const from = person * trials;
  const halves = [0, 1].map(() => [0, 1].map((): Sums => ({ n: 0, total: 0, squares: 0 })));
  for (const kind of [0, 1]) {
    let count = 0;
    for (let t = 0; t < trials; t += 1) {
      if (condition[from + t] !== kind || Number.isNaN(values[from + t]!)) continue;
      order[count] = from + t;
      count += 1;
    }
    shuffleInPlace(order, count, random);
    for (let at = 0; at < count; at += 1) add(halves[at & 1]![kind]!, values[order[at]!]!);
  }
  return halves.map(([zero, one]) => halfScore(one!, zero!));
}

function correlation(a: readonly number[], b: readonly number[]): number | null {
  const n = a.length;
  const mean = (x: readonly number[]) => x.reduce((sum, value) => sum + value, 0) / n;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    ab += (a[i]! - ma) * (b[i]! - mb);
    aa += (a[i]! - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}

/**
 * Correlation over people of the D scores of two random halves of each person's trials, split within condition
 * (Parsons, Kruijt & Fox 2019). The same seed and index always give the same split. People without trials in both
 * conditions of both halves are left out; null with fewer than three people or no variance.
 */
export function splitHalfCorrelation(problem: SplitProblem, seed: number, index: number): number | null {
  const random = randomStream(seed, index);
  const order = new Int32Array(problem.trials);
  const first: number[] = [];
  const second: number[] = [];
  for (let person = 0; person < problem.people; person += 1) {
    const [a, b] = splitPerson(problem, person, { random, order });
    if (a === null || b === null || a === undefined || b === undefined) continue;
    first.push(a);
    second.push(b);
  }
  return first.length < 3 ? null : correlation(first, second);
}
