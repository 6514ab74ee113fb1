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

// Trials of one condition of one person, and their sum and sum of squares around the person's mean.
type Cell = { readonly from: number; readonly to: number; readonly total: number; readonly squares: number };

/** Trials sorted by person and condition, values centred on each person's mean so that squares keep their digits. */
type Cells = { readonly values: Float64Array; readonly zero: readonly Cell[]; readonly one: readonly Cell[] };

const prepared = new WeakMap<SplitProblem, Cells>();

function cellsOf(problem: SplitProblem): Cells {
  const { people, trials, condition } = problem;
  const values = new Float64Array(people * trials);
  const cells: [Cell[], Cell[]] = [[], []];
  let filled = 0;
  for (let person = 0; person < people; person += 1) {
    const positions = Array.from({ length: trials }, (_, t) => person * trials + t);
    const counting = positions.filter((at) => !Number.isNaN(problem.values[at]!));
    const mean = counting.reduce((sum, at) => sum + problem.values[at]!, 0) / Math.max(1, counting.length);
    for (const kind of [0, 1] as const) {
      const from = filled;
      let [total, squares] = [0, 0];
      for (const at of counting) {
        if (condition[at] !== kind) continue;
        const value = problem.values[at]! - mean;
        values[filled] = value;
        filled += 1;
        total += value;
        squares += value * value;
      }
      cells[kind].push({ from, to: filled, total, squares });
    }
  }
  return { values, zero: cells[0], one: cells[1] };
}

// Draws half of a cell's trials without replacement into the front of `pool` (a partial shuffle) and sums them.
function drawHalf(values: Float64Array, { from, to }: Cell, { random, pool }: { random: Random; pool: Float64Array }) {
  const n = to - from;
  const size = (n + 1) >> 1;
  for (let i = 0; i < n; i += 1) pool[i] = values[from + i]!;
  let [total, squares] = [0, 0];
  for (let i = 0; i < size; i += 1) {
    const chosen = i + random.below(n - i);
    const value = pool[chosen]!;
    pool[chosen] = pool[i]!;
    total += value;
    squares += value * value;
  }
  return { n: size, total, squares };
}

type Sums = { readonly n: number; readonly total: number; readonly squares: number };

function rest({ from, to, total, squares }: Cell, half: Sums): Sums {
  return { n: to - from - half.n, total: total - half.total, squares: squares - half.squares };
}

// Difference of condition means over the SD of all trials of the half: a D score; null without a trial a condition.
function halfScore(one: Sums, zero: Sums): number | null {
  const n = one.n + zero.n;
  if (one.n === 0 || zero.n === 0 || n < 3) return null;
  const total = one.total + zero.total;
  const variance = (one.squares + zero.squares - (total * total) / n) / (n - 1);
  return variance > 0 ? (one.total / one.n - zero.total / zero.n) / Math.sqrt(variance) : null;
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
  const cells = prepared.get(problem) ?? cellsOf(problem);
  prepared.set(problem, cells);
  const draw = { random, pool: new Float64Array(problem.trials) };
  const first: number[] = [];
  const second: number[] = [];
  for (let person = 0; person < problem.people; person += 1) {
    const [zero, one] = [cells.zero[person]!, cells.one[person]!];
    const [halfZero, halfOne] = [drawHalf(cells.values, zero, draw), drawHalf(cells.values, one, draw)];
    const a = halfScore(halfOne, halfZero);
    const b = halfScore(rest(one, halfOne), rest(zero, halfZero));
    if (a === null || b === null) continue;
    first.push(a);
    second.push(b);
  }
  return first.length < 3 ? null : correlation(first, second);
}
