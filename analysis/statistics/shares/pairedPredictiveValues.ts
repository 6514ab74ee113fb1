import { around, type MaybeInterval } from "../association/moments.ts";
import { chiSquaredUpperTail, normalHalfWidth, normalTwoSided } from "../numerics/distributions.ts";
import { ratio } from "./ratio.ts";

/** Buyers (n) and non-buyers (m) by what rule 1 and rule 2 said of them: n10 are buyers only rule 1 selected. */
export type RulePairCells = {
  readonly n11: number;
  readonly n10: number;
  readonly n01: number;
  readonly n00: number;
  readonly m11: number;
  readonly m10: number;
  readonly m01: number;
  readonly m00: number;
};

type ChiSquared = { readonly chi2: number | null; readonly p: number | null };

/** The predictive values of two rules applied to the same people. */
export type PairedPpvReport = {
  readonly cells: RulePairCells;
  readonly ppv1: number | null;
  readonly ppv2: number | null;
  readonly difference_2_minus_1: number | null;
  readonly wgs: ChiSquared;
  readonly gs: ChiSquared;
  readonly relative_ppv: {
    readonly ratio_2_over_1: number | null;
    readonly se_log: number | null;
    readonly z: number | null;
    readonly p: number | null;
    readonly ci95: MaybeInterval;
  };
  readonly difference_wald: {
    readonly se: number | null;
    readonly z: number | null;
    readonly p: number | null;
    readonly ci95: MaybeInterval;
  };
};

/** Compares P(bought | yes) of two rules applied to the same people, rule 2 minus rule 1: weighted generalised score
 *  (Kosinski 2013), generalised score (Leisenring, Alonzo & Pepe 2000), ratio by the delta method (Moskowitz & Pepe
 *  2006). `first[i]`, `second[i]`, `outcomes[i]` belong together. Undefined numbers are null (a rule selects nobody). */
export function pairedPredictiveValues(
  first: readonly boolean[],
  second: readonly boolean[],
  outcomes: readonly number[],
): PairedPpvReport {
  const cells = countRulePairs(first, second, outcomes);
  const hits = [cells.n11 + cells.n10, cells.n11 + cells.n01] as const;
  const selected = [hits[0] + cells.m11 + cells.m10, hits[1] + cells.m11 + cells.m01] as const;
  const ppv1 = ratio(hits[0], selected[0]);
  const ppv2 = ratio(hits[1], selected[1]);
  const known = ppv1 === null || ppv2 === null ? null : { cells, hits, selected, ppv1, ppv2 };
  return {
    cells,
    ppv1,
    ppv2,
    difference_2_minus_1: known ? known.ppv2 - known.ppv1 : null,
    wgs: chiSquared(known && weightedScore(known)),
    gs: chiSquared(known && generalisedScore(known)),
    relative_ppv: relative(known),
    difference_wald: difference(known),
  };
}

/** Counts the people in the eight cells of two rules and an outcome. Throws RangeError when the lengths differ. */
export function countRulePairs(
  first: readonly boolean[],
  second: readonly boolean[],
  outcomes: readonly number[],
): RulePairCells {
  if (first.length !== second.length || first.length !== outcomes.length) {
    throw new RangeError("both rules and the outcomes must be equally long");
  }
  const cells = { n11: 0, n10: 0, n01: 0, n00: 0, m11: 0, m10: 0, m01: 0, m00: 0 };
  outcomes.forEach((outcome, row) => {
    const said = `${first[row] ? 1 : 0}${second[row] ? 1 : 0}` as const;
    cells[outcome === 1 ? (`n${said}` as const) : (`m${said}` as const)]++;
  });
  return cells;
}

type Known = {
  readonly cells: RulePairCells;
  readonly hits: readonly [number, number];
  readonly selected: readonly [number, number];
  readonly ppv1: number;
  readonly ppv2: number;
};

function chiSquared(chi2: number | null): ChiSquared {
  return { chi2, p: chi2 === null ? null : chiSquaredUpperTail(chi2, 1) };
}

function weightedScore({ cells, hits, selected, ppv1, ppv2 }: Known): number | null {
  const both = selected[0] + selected[1];
  const pooled = (hits[0] + hits[1]) / both;
  const shared = (cells.n11 * (1 - pooled) ** 2 + cells.m11 * pooled ** 2) / both;
  const spread = (pooled * (1 - pooled) - 2 * shared) * (1 / selected[0] + 1 / selected[1]);
  return spread > 0 ? (ppv2 - ppv1) ** 2 / spread : null;
}

function generalisedScore({ cells, hits, selected }: Known): number | null {
  const both = selected[0] + selected[1];
  const pooled = (hits[0] + hits[1]) / both;
  const share = selected[1] / both;
  const numerator = (cells.n11 * (1 - 2 * share) - cells.n10 * share + cells.n01 * (1 - share)) ** 2;
  const buyers = cells.n11 * (1 - 2 * share) ** 2 + cells.n10 * share ** 2 + cells.n01 * (1 - share) ** 2;
  const others = cells.m11 * (1 - 2 * share) ** 2 + cells.m10 * share ** 2 + cells.m01 * (1 - share) ** 2;
  const denominator = (1 - pooled) ** 2 * buyers + pooled ** 2 * others;
  return denominator > 0 ? numerator / denominator : null;
}

function relative(known: Known | null): PairedPpvReport["relative_ppv"] {
  const value = known === null ? null : ratio(known.ppv2, known.ppv1);
  if (known === null || value === null || known.hits[0] === 0 || known.hits[1] === 0) {
    return { ratio_2_over_1: value, se_log: null, z: null, p: null, ci95: [null, null] };
  }
  const { hits, selected } = known;
  const se = influenceSe(known.cells, {
    first: { buyer: 1 / hits[0] - 1 / selected[0], other: -1 / selected[0] },
    second: { buyer: 1 / hits[1] - 1 / selected[1], other: -1 / selected[1] },
  });
  if (se === 0) return { ratio_2_over_1: value, se_log: 0, z: null, p: null, ci95: [value, value] };
  const z = Math.log(value) / se;
  const [lower, upper] = around(Math.log(value), normalHalfWidth() * se);
  return { ratio_2_over_1: value, se_log: se, z, p: normalTwoSided(z), ci95: [Math.exp(lower), Math.exp(upper)] };
}

function difference(known: Known | null): PairedPpvReport["difference_wald"] {
  if (known === null) return { se: null, z: null, p: null, ci95: [null, null] };
  const { ppv1, ppv2, selected } = known;
  const se = influenceSe(known.cells, {
    first: { buyer: (1 - ppv1) / selected[0], other: -ppv1 / selected[0] },
    second: { buyer: (1 - ppv2) / selected[1], other: -ppv2 / selected[1] },
  });
  const gap = ppv2 - ppv1;
  if (se === 0) return { se, z: null, p: null, ci95: [gap, gap] };
  return { se, z: gap / se, p: normalTwoSided(gap / se), ci95: around(gap, normalHalfWidth() * se) };
}

type Influence = { readonly buyer: number; readonly other: number };

// Root of the summed squares of each person's pull on (rule 2's value - rule 1's).
function influenceSe(
  cells: RulePairCells,
  { first, second }: { readonly first: Influence; readonly second: Influence },
): number {
  const buyers =
    cells.n11 * (second.buyer - first.buyer) ** 2 + cells.n10 * first.buyer ** 2 + cells.n01 * second.buyer ** 2;
  const others =
    cells.m11 * (second.other - first.other) ** 2 + cells.m10 * first.other ** 2 + cells.m01 * second.other ** 2;
  return Math.sqrt(buyers + others);
}
