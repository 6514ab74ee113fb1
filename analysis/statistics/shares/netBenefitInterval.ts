import { normalTwoSided, tQuantile, tTwoSided } from "../numerics/distributions.ts";

/** The advantage of contacting by a model over the better of contacting everyone and no one, at one threshold. */
export type NetBenefitGain = {
  readonly threshold: number;
  /** Net benefit of the model less that of contacting everyone, and less that of no one (0). */
  readonly over_all: number;
  readonly over_none: number;
  /** The smaller of the two with the error and 95 % interval of its own difference. */
  readonly gain: number;
  readonly se: number;
  readonly ci95: readonly [number, number];
  /** Two-sided p of the less certain of the two differences; 1 where either is not above 0. */
  readonly p: number;
};

/** Whose probabilities and outcomes, how much each counts and whose rows they are. */
export type NetBenefitRows = {
  readonly probabilities: ArrayLike<number>;
  readonly outcome: ArrayLike<number>;
  readonly weights: ArrayLike<number> | null;
  readonly persons: readonly string[] | null;
};

/** Net benefit (Vickers & Elkin 2006) as a mean over people: every person adds what contacting them brings, so a
 *  difference of two rules is a mean of differences, with its error over people. `threshold` strictly between 0 and 1. */
export function netBenefitGain(rows: NetBenefitRows, threshold: number): NetBenefitGain {
  const odds = threshold / (1 - threshold);
  const contacted = (row: number) => (rows.outcome[row] === 1 ? 1 : -odds);
  const chosen = (row: number) => rows.probabilities[row]! >= threshold;
  const all = meanOver(rows, (row) => (chosen(row) ? 0 : -contacted(row)));
  const none = meanOver(rows, (row) => (chosen(row) ? contacted(row) : 0));
  const smaller = all.mean <= none.mean ? all : none;
  return {
    threshold,
    over_all: all.mean,
    over_none: none.mean,
    gain: smaller.mean,
    se: smaller.se,
    ci95: [smaller.mean - smaller.half, smaller.mean + smaller.half],
    p: all.mean > 0 && none.mean > 0 ? Math.max(all.p, none.p) : 1,
  };
}

function meanOver({ outcome, weights, persons }: NetBenefitRows, benefitOf: (row: number) => number) {
  const count = outcome.length;
  const weight = (row: number) => (weights === null ? 1 : weights[row]!);
  let [sum, whole] = [0, 0];
  for (let row = 0; row < count; row += 1) {
    sum += weight(row) * benefitOf(row);
    whole += weight(row);
  }
  const mean = sum / whole;
  const pulls = new Map<string | number, number>();
  for (let row = 0; row < count; row += 1) {
    const unit = persons === null ? row : persons[row]!;
    pulls.set(unit, (pulls.get(unit) ?? 0) + (weight(row) * (benefitOf(row) - mean)) / whole);
  }
  const units = pulls.size;
  const squares = [...pulls.values()].reduce((total, pull) => total + pull ** 2, 0);
  const se = Math.sqrt((squares * units) / Math.max(1, units - 1));
  const df = Math.max(1, units - 1);
  const p = se > 0 ? (units > 1 ? tTwoSided(mean / se, df) : normalTwoSided(mean / se)) : mean === 0 ? 1 : 0;
  return { mean, se, half: tQuantile(0.975, df) * se, p };
}
