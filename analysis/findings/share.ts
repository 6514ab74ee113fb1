import type { Cohort } from "../data/cohort.ts";
import { clusteredProportion } from "../statistics/shares/clusteredProportion.ts";
import { wilson } from "../statistics/shares/proportion.ts";
import { effectiveNumber, surveyShare } from "../statistics/shares/surveyShare.ts";

/** A share of the chosen rows with the interval that fits the design: weighted where the plan has weights,
 *  persons counted when rows belong to persons. */
export type Share = {
  readonly x: number;
  readonly n: number;
  readonly estimate: number | null;
  readonly interval: readonly [number, number] | null;
  /** Rows of independent people that would be as informative; n where rows are independent. Under weights no more than
   *  Kish's number: the linearised error of a few weighted buyers is often far too small. */
  readonly effectiveN: number;
};

/** Of the rows chosen, the share that are hits; a hit between 0 and 1 is a tie that is shared. Null estimate and interval when nobody is chosen. */
export function shareOf(
  cohort: Cohort,
  isChosen: (row: number) => boolean,
  hitOf: (row: number) => boolean | number,
): Share {
  const rows = [...Array(cohort.n).keys()].filter(isChosen);
  const hits = rows.map((row) => Number(hitOf(row)));
  const [x, n] = [hits.reduce((sum, hit) => sum + hit, 0), rows.length];
  if (n === 0) return { x, n, estimate: null, interval: null, effectiveN: 0 };
  const { persons, weights } = cohort;
  if (weights !== null) {
    const own = rows.map((row) => weights[row]!);
    const { estimate, ci95, effective_n } = surveyShare({
      hits,
      weights: own,
      units: persons === null ? null : rows.map((row) => persons[row]!),
      studyUnits: persons === null ? cohort.n : new Set(persons).size,
    });
    return { x, n, estimate, interval: ci95, effectiveN: Math.min(effective_n, effectiveNumber(own)) };
  }
  if (persons === null) return { x, n, estimate: x / n, interval: wilson(x, n), effectiveN: n };
  const clustered = clusteredProportion(
    hits,
    rows.map((row) => persons[row]!),
  );
  return {
    x,
    n,
    estimate: x / n,
    interval: clustered.ci95,
    effectiveN: clustered.effective_n ?? 1,
  };
}
