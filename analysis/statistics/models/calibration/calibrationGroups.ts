import { wilson } from "../../shares/proportion.ts";

/** One of ten groups of equal size by predicted probability. */
export type CalibrationGroup = {
  readonly group: number;
  readonly n: number;
  readonly mean_p: number;
  readonly observed: number;
  readonly wilson95: readonly [number, number];
};

/** Brier score split by groups: reliability small is good, resolution large is good (Murphy 1973). */
export type BrierDecomposition = {
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
};

const GROUPS = 10;

/** Rows in ten groups of (nearly) equal size in order of p, ties in row order; groups that nobody falls in are left out.
 *  Observed shares with Wilson intervals. */
export function calibrationGroups(outcome: ArrayLike<number>, p: ArrayLike<number>): readonly CalibrationGroup[] {
  const n = p.length;
  const order = Array.from(p, (_, i) => i).sort((a, b) => p[a]! - p[b]! || a - b);
  const members = Array.from({ length: GROUPS }, (_, g) =>
    order.filter((_, rank) => Math.ceil(((rank + 1) * GROUPS) / n - 1e-9) === g + 1),
  );
  return members.flatMap((rows, g) => {
    if (rows.length === 0) return [];
    const bought = rows.reduce((sum, i) => sum + outcome[i]!, 0);
    const predicted = rows.reduce((sum, i) => sum + p[i]!, 0);
    const size = rows.length;
    return [
      { group: g + 1, n: size, mean_p: predicted / size, observed: bought / size, wilson95: wilson(bought, size) },
    ];
  });
}

/** Murphy's decomposition over the ten groups; throws RangeError when there are none. */
export function brierDecomposition(groups: readonly CalibrationGroup[]): BrierDecomposition {
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  if (n === 0) throw new RangeError("no groups to decompose");
  const rate = groups.reduce((sum, group) => sum + group.n * group.observed, 0) / n;
  const over = (value: (group: CalibrationGroup) => number) =>
    groups.reduce((sum, group) => sum + (group.n / n) * value(group), 0);
  return {
    reliability: over(({ mean_p, observed }) => (mean_p - observed) ** 2),
    resolution: over(({ observed }) => (observed - rate) ** 2),
    uncertainty: rate * (1 - rate),
  };
}
