import { normalHalfWidth, normalTwoSided } from "../numerics/distributions.ts";
import { selectedShares } from "./matchedSelection.ts";

/** Share of buyers among the k highest scores minus that among the k people marked by another rule. */
export type MatchedDifference = {
  readonly difference: number;
  readonly se: number;
  readonly ci95: readonly [number, number];
  readonly z: number | null;
  readonly p: number | null;
  /** Share of buyers among the people at the cut, by whom the two selections trade places. */
  readonly at_cut: number;
};

type People = {
  readonly scores: readonly number[];
  readonly marked: readonly boolean[];
  readonly outcomes: readonly number[];
  /** Whose row each is; people are counted, not rows. */
  readonly persons?: readonly string[] | null;
};

/**
 * Tests whether the k highest scores hold more buyers than the k people whom a rule marks (k as many as it marks; ties at
 * the cut shared), and gives the difference with its 95 % interval. The variance is that of the influence function: each
 * person counts by where only one of the two selects them, and by moving the cut; the test takes the difference as 0 in
 * it. With `persons` the influences of a person's rows are added up first. Null where nobody or everybody is marked.
 */
export function matchedDifference({ scores, marked, outcomes, persons = null }: People): MatchedDifference | null {
  const rule = marked.map(Number);
  const k = rule.reduce((sum, one) => sum + one, 0);
  if (k === 0 || k === scores.length) return null;
  const shares = selectedShares(scores, k);
  const share = (weights: readonly number[]) => weights.reduce((sum, w, i) => sum + w * outcomes[i]!, 0) / k;
  const difference = share(shares) - share(rule);
  const atCut = buyersAtCut({ scores, shares, outcomes }, k);
  const null0 = shares.map((own, i) => ((own - rule[i]!) * (outcomes[i]! - atCut)) / k);
  const se0 = Math.sqrt(squares(null0, persons));
  const se = Math.sqrt(
    squares(
      null0.map((value, i) => value - (difference * rule[i]!) / k),
      persons,
    ),
  );
  const reach = normalHalfWidth() * se;
  const z = se0 > 0 ? difference / se0 : null;
  const ci95 = [difference - reach, difference + reach] as const;
  return { difference, se, ci95, z, p: z === null ? null : normalTwoSided(z), at_cut: atCut };
}

/** Share of buyers where the cut lies: among those who tie there, else among the √n nearest on each side. */
function buyersAtCut(
  { scores, shares, outcomes }: Pick<People, "scores" | "outcomes"> & { readonly shares: readonly number[] },
  k: number,
): number {
  const tied = outcomes.filter((_, i) => shares[i]! > 0 && shares[i]! < 1);
  if (tied.length > 0) return mean(tied);
  const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const near = Math.max(1, Math.round(Math.sqrt(scores.length)));
  return mean(order.slice(Math.max(0, k - near), k + near).map((i) => outcomes[i]!));
}

function squares(values: readonly number[], persons: readonly string[] | null): number {
  if (persons === null) return values.reduce((sum, value) => sum + value ** 2, 0);
  const sums = new Map<string, number>();
  for (const [i, value] of values.entries()) sums.set(persons[i]!, (sums.get(persons[i]!) ?? 0) + value);
  return [...sums.values()].reduce((sum, value) => sum + value ** 2, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
