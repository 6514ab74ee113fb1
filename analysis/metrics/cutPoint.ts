import { confusion } from "./confusion.ts";
import { youden } from "./rocPoints.ts";

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
  const whole = youden(scores, outcomes).threshold_lowest_among_ties;
  const chosen = new Map<number, number>();
  for (const fold of [...new Set(Array.from(folds))].sort((a, b) => a - b)) {
    const train = scores.flatMap((_, row) => (folds[row] === fold ? [] : [row]));
    const bought = train.map((row) => outcomes[row]!);
    if (new Set(bought).size < 2) return null;
    const cut = youden(
      train.map((row) => scores[row]!),
      bought,
    );
    chosen.set(fold, cut.threshold_lowest_among_ties);
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
