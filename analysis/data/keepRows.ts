import { type Cohort, withMeanOne } from "./cohort.ts";

/** The rows of a cohort that are kept; `isKept[i]` is its row i. */
export function keepRows(cohort: Cohort, isKept: readonly boolean[]): Cohort {
  const pick = <T>(list: readonly T[]): readonly T[] => list.filter((_, row) => isKept[row]);
  const outcome = pick(cohort.outcome);
  return {
    ...cohort,
    n: outcome.length,
    rows: pick(cohort.rows),
    outcome,
    buyers: outcome.filter((value) => value === 1).length,
    columns: Object.fromEntries(
      Object.entries(cohort.columns).map(([name, column]) => [name, pick(Array.from(column))]),
    ),
    persons: cohort.persons === null ? null : pick(cohort.persons),
    units: cohort.persons === null ? pick(cohort.units) : cohort.units,
    products: cohort.products === null ? null : pick(cohort.products),
    weights: cohort.weights === null ? null : withMeanOne(pick(cohort.weights)),
    eligible: cohort.eligible === null ? null : pick(cohort.eligible),
  };
}
