import { normalHalfWidth } from "../numerics/distributions.ts";
import { around, type MaybeInterval } from "./moments.ts";

/** Agreement of two coders beyond chance. */
export type KappaReport = {
  readonly n: number;
  readonly observed: number | null;
  readonly expected: number | null;
  readonly kappa: number | null;
  readonly se: number | null;
  readonly ci95: MaybeInterval;
};

/** Cohen's kappa over units that both coders coded. `first[i]` and `second[i]` are the two codes of one unit. Null where
 *  nothing is coded or both coders use one and the same code throughout (chance agreement is 1). Throws RangeError when
 *  the lengths differ. Sources: Cohen (1960); Fleiss, Cohen & Everitt (1969) for the standard error. */
export function cohenKappa(first: readonly string[], second: readonly string[]): KappaReport {
  if (first.length !== second.length)
    throw new RangeError(`two codes a unit, got ${first.length} and ${second.length}`);
  const n = first.length;
  const none = { n, observed: null, expected: null, kappa: null, se: null, ci95: [null, null] as const };
  if (n === 0) return none;
  const codes = [...new Set([...first, ...second])];
  const share = (a: string | null, b: string | null) =>
    first.filter((code, i) => (a === null || code === a) && (b === null || second[i] === b)).length / n;
  const observed = codes.reduce((sum, code) => sum + share(code, code), 0);
  const expected = codes.reduce((sum, code) => sum + share(code, null) * share(null, code), 0);
  if (expected === 1) return { ...none, observed, expected };
  const kappa = (observed - expected) / (1 - expected);
  const se = standardError({ codes, share, observed, expected }, n);
  return { n, observed, expected, kappa, se, ci95: around(kappa, normalHalfWidth() * se) };
}

type Agreement = {
  readonly codes: readonly string[];
  readonly share: (a: string | null, b: string | null) => number;
  readonly observed: number;
  readonly expected: number;
};

function standardError({ codes, share, observed, expected }: Agreement, n: number): number {
  const disagreement = 1 - observed;
  const chance = 1 - expected;
  let variance = -((observed * expected - 2 * expected + observed) ** 2);
  for (const a of codes) {
    for (const b of codes) {
      const row = share(a, null);
      const column = share(null, a);
      const weight =
        a === b ? (chance - (row + column) * disagreement) ** 2 : (disagreement * (share(b, null) + column)) ** 2;
      variance += share(a, b) * weight;
    }
  }
  return Math.sqrt(Math.max(0, variance) / n) / chance ** 2;
}
