/** What the best-scored `k` people would buy, ties at the cut shared in proportion. */
export type TopReport = {
  readonly k: number;
  readonly expected_hits: number;
  readonly expected_ppv: number | null;
};

/** Expected buyers among the `k` highest scores when ties at the cut are drawn at random, so that row order never
 *  matters. `scores[i]` belongs to `outcomes[i]` (1 = bought); `k` may be a fraction of a person and is at most n.
 *  The share is null when k is 0. Throws RangeError when the lengths differ or k is out of range. */
export function topSelection(scores: readonly number[], outcomes: readonly number[], k: number): TopReport {
  if (scores.length !== outcomes.length) throw new RangeError("scores and outcomes must be equally long");
  if (!(k >= 0 && k <= scores.length + 1e-9)) throw new RangeError(`k must be 0 to ${scores.length}, got ${k}`);
  let left = k;
  let hits = 0;
  for (const { people, buyers } of levelsFromTop(scores, outcomes)) {
    if (left <= 0) break;
    const taken = Math.min(left, people);
    hits += (taken * buyers) / people;
    left -= taken;
  }
  return { k, expected_hits: hits, expected_ppv: k > 0 ? hits / k : null };
}

/** How much of each person is among the `k` highest scores: 1 above the cut, 0 below it, and at it the same share for
 *  everybody tied. The shares sum to k. Throws RangeError when k is out of range. */
export function selectedShares(scores: readonly number[], k: number): readonly number[] {
  if (!(k >= 0 && k <= scores.length + 1e-9)) throw new RangeError(`k must be 0 to ${scores.length}, got ${k}`);
  let left = k;
  const shares = new Map<number, number>();
  const nobody = scores.map(() => 0);
  for (const { score, people } of levelsFromTop(scores, nobody)) {
    const taken = Math.min(Math.max(0, left), people);
    shares.set(score, taken / people);
    left -= taken;
  }
  return scores.map((score) => shares.get(score)!);
}

/** One step of the gains chart. */
export type GainsStep = {
  readonly fraction: number;
  readonly expected_hits: number;
  readonly cumulative_gain: number;
  readonly cumulative_lift: number;
};

const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((tenth) => tenth / 10);

/** Gains chart in tenths of the people, best scores first, ties shared. Throws RangeError when nobody bought. */
export function gains(scores: readonly number[], outcomes: readonly number[]): readonly GainsStep[] {
  const buyers = outcomes.filter((outcome) => outcome === 1).length;
  if (buyers === 0) throw new RangeError("a gains chart needs at least one buyer");
  return TENTHS.map((fraction) => {
    const k = fraction * scores.length;
    const { expected_hits } = topSelection(scores, outcomes, k);
    return {
      fraction,
      expected_hits,
      cumulative_gain: expected_hits / buyers,
      cumulative_lift: expected_hits / k / (buyers / scores.length),
    };
  });
}

function levelsFromTop(
  scores: readonly number[],
  outcomes: readonly number[],
): readonly { readonly score: number; readonly people: number; readonly buyers: number }[] {
  const levels = new Map<number, { people: number; buyers: number }>();
  scores.forEach((score, row) => {
    const level = levels.get(score) ?? { people: 0, buyers: 0 };
    levels.set(score, { people: level.people + 1, buyers: level.buyers + (outcomes[row] === 1 ? 1 : 0) });
  });
  return [...levels].sort(([a], [b]) => b - a).map(([score, level]) => ({ score, ...level }));
}
