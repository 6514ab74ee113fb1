import { chiSquaredUpperTail } from "../../numerics/distributions.ts";
import { quantileOfSorted } from "../../numerics/quantile.ts";

/** The Hosmer–Lemeshow statistic; p null with fewer than three groups. */
export type HosmerLemeshow = {
  readonly groups: number;
  readonly chi2: number;
  readonly df: number;
  readonly p: number | null;
};

/**
 * The Hosmer–Lemeshow (1980) test over groups cut at type-7 deciles of p, right closed. For comparability only: its
 * verdict depends on the grouping, so the report never rests on it. Throws RangeError on unequal lengths.
 */
export function hosmerLemeshow(outcome: ArrayLike<number>, p: ArrayLike<number>, groups = 10): HosmerLemeshow {
  if (outcome.length !== p.length) throw new RangeError(`${outcome.length} outcomes and ${p.length} probabilities`);
  const sorted = Array.from(p).sort((a, b) => a - b);
  const cuts = [...new Set(Array.from({ length: groups }, (_, g) => quantileOfSorted(sorted, (g + 1) / groups)))];
  const cells = cuts.map(() => ({ n: 0, bought: 0, expected: 0 }));
  for (let i = 0; i < p.length; i += 1) {
    const cell = cells[cuts.findIndex((cut) => p[i]! <= cut)]!;
    cell.n += 1;
    cell.bought += outcome[i]!;
    cell.expected += p[i]!;
  }
  const filled = cells.filter(({ n }) => n > 0);
  const chi2 = filled.reduce((sum, { n, bought, expected }) => {
    const squared = (bought - expected) ** 2;
    return sum + squared / expected + squared / (n - expected);
  }, 0);
  const df = filled.length - 2;
  return { groups: filled.length, chi2, df, p: df > 0 ? chiSquaredUpperTail(chi2, df) : null };
}
