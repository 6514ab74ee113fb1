/** p-values of one family of tests, raw and adjusted, all in the order given. */
export type AdjustedPs = {
  readonly raw: readonly number[];
  readonly bonferroni: readonly number[];
  readonly holm: readonly number[];
  readonly hochberg: readonly number[];
  readonly hommel: readonly number[];
  readonly bh: readonly number[];
  readonly by: readonly number[];
};

/** Adjusts the p-values of one family of tests: Bonferroni, Holm 1979, Hochberg 1988, Hommel 1988 (familywise),
 *  Benjamini & Hochberg 1995, Benjamini & Yekutieli 2001 (false discovery). Each list keeps the order given; 0 to 1. */
export function multiplicity(p: readonly number[]): AdjustedPs {
  const n = p.length;
  const harmonic = Array.from({ length: n }, (_, index) => 1 / (index + 1)).reduce((sum, value) => sum + value, 0);
  return {
    raw: p,
    bonferroni: p.map((value) => Math.min(1, n * value)),
    holm: holm(p),
    hochberg: stepUp(p, (rank) => n - rank + 1),
    hommel: hommel(p),
    bh: stepUp(p, (rank) => n / rank),
    by: stepUp(p, (rank) => (harmonic * n) / rank),
  };
}

/** Holm's familywise adjustment (Holm 1979), in the order given. */
export function holm(p: readonly number[]): readonly number[] {
  const adjusted: number[] = [];
  let largest = 0;
  ascending(p).forEach((index, before) => {
    largest = Math.max(largest, Math.min(1, (p.length - before) * p[index]!));
    adjusted[index] = largest;
  });
  return adjusted;
}

function ascending(p: readonly number[]): readonly number[] {
  return p.map((_, index) => index).sort((a, b) => p[a]! - p[b]!);
}

function stepUp(p: readonly number[], factor: (rank: number) => number): readonly number[] {
  const adjusted: number[] = [];
  let smallest = 1;
  const order = ascending(p);
  for (let rank = p.length; rank >= 1; rank--) {
    const index = order[rank - 1]!;
    smallest = Math.min(smallest, factor(rank) * p[index]!);
    adjusted[index] = smallest;
  }
  return adjusted;
}

// Hommel's closed Simes procedure in Wright's (1992) form: for every size m of a sub-family the Simes value of the
// largest m, and what it implies for the smaller ones.
function hommel(p: readonly number[]): readonly number[] {
  const n = p.length;
  if (n < 2) return p;
  const order = ascending(p);
  const sorted = order.map((index) => p[index]!);
  const simes = Math.min(...sorted.map((value, index) => (n * value) / (index + 1)));
  let reached: readonly number[] = sorted.map(() => simes);
  for (let m = n - 1; m >= 2; m--) {
    const rest = n - m + 1;
    const upper = sorted.slice(rest).map((value, index) => (m * value) / (index + 2));
    const least = Math.min(...upper);
    const step = sorted.map((value, index) => (index < rest ? Math.min(m * value, least) : 0));
    const edge = step[rest - 1]!;
    reached = reached.map((value, index) => Math.max(value, index < rest ? step[index]! : edge));
  }
  const adjusted: number[] = [];
  order.forEach((index, rank) => {
    adjusted[index] = Math.min(1, Math.max(reached[rank]!, sorted[rank]!));
  });
  return adjusted;
}
