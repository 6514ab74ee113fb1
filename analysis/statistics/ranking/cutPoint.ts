import { confusion } from "../shares/confusion.ts";

/** A rule "at or above" in numbers. */
export type CutPerformance = {
  readonly sensitivity: number | null;
  readonly specificity: number | null;
  readonly ppv: number | null;
  readonly youden_j: number | null;
};

/** The cut with the largest sensitivity + specificity − 1, as it seems on the people it was chosen on and as it does on
 *  people left out when it was chosen. */
export type CutPoint = {
  readonly threshold: number;
  readonly apparent: CutPerformance;
  /** The cut of each fold's other people, and how all these cuts together did on those left out. */
  readonly cross_validated: CutPerformance & { readonly thresholds: readonly number[] };
};

/** Chooses Youden's (1950) cut and cross-validates the choice: in every fold it is chosen on the rest and judged on the
 *  fold. `folds[i]` is the fold of `scores[i]`. Positive means at or above the cut. Null when the people outside some
 *  fold all bought, or none of them did. Throws RangeError when nobody or everybody bought. */
export function cutPoint(
  scores: readonly number[],
  outcomes: readonly number[],
  folds: ArrayLike<number>,
): CutPoint | null {
  const order = Int32Array.from(scores, (_, row) => row).sort((a, b) => scores[b]! - scores[a]!);
  const whole = bestCut({ scores, outcomes, order });
  if (whole === null) throw new RangeError("a cut needs buyers and non-buyers");
  const chosen = new Map<number, number>();
  for (const fold of [...new Set(Array.from(folds))].sort((a, b) => a - b)) {
    const cut = bestCut({ scores, outcomes, order: order.filter((row) => folds[row] !== fold) });
    if (cut === null) return null;
    chosen.set(fold, cut);
  }
  return {
    threshold: whole,
    apparent: performanceOf(
      scores.map((score) => score >= whole),
      outcomes,
    ),
    cross_validated: {
      ...performanceOf(
        scores.map((score, row) => score >= chosen.get(folds[row]!)!),
        outcomes,
      ),
      thresholds: [...chosen.values()],
    },
  };
}

type Ranked = {
  readonly scores: readonly number[];
  readonly outcomes: readonly number[];
  /** The rows to choose on, best score first. */
  readonly order: Int32Array;
};

// Shares that differ by rounding are the same share.
const ALIKE = 1e-12;

/** The lowest of the best cuts; null without a buyer or without a non-buyer. */
function bestCut({ scores, outcomes, order }: Ranked): number | null {
  const buyers = order.reduce((sum, row) => sum + (outcomes[row] === 1 ? 1 : 0), 0);
  const others = order.length - buyers;
  if (buyers === 0 || others === 0) return null;
  // Selecting nobody is a rule too, of which J is 0; everybody is the last cut, with the same J.
  let [cut, best] = [Number.POSITIVE_INFINITY, 0];
  let [hits, alarms] = [0, 0];
  order.forEach((row, rank) => {
    if (outcomes[row] === 1) hits += 1;
    else alarms += 1;
    if (rank + 1 < order.length && scores[order[rank + 1]!] === scores[row]) return;
    const j = hits / buyers - alarms / others;
    if (j >= best - ALIKE) [cut, best] = [scores[row]!, Math.max(best, j)];
  });
  return cut;
}

function performanceOf(isYes: readonly boolean[], outcomes: readonly number[]): CutPerformance {
  const { sensitivity, specificity, ppv } = confusion(isYes, outcomes);
  const [found, spared] = [sensitivity.estimate, specificity.estimate];
  return {
    sensitivity: found,
    specificity: spared,
    ppv: ppv.estimate,
    youden_j: found === null || spared === null ? null : found + spared - 1,
  };
}
