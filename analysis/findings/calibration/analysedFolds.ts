import { numbersOf } from "../../data/dataTable.ts";
import { foldNumbers } from "../../statistics/validation/folds.ts";
import type { Context } from "../context.ts";
import { drawnFolds } from "../replicates.ts";
import { unavailable } from "../unavailable.ts";

/** Folds of the analysed rows: the plan's column, else the first of the drawn ones. Null with a warning when a row has
 *  none or there are too few buyers or non-buyers. */
export function analysedFolds(context: Context, seed: number): ArrayLike<number> | null {
  const { table, plan, cohort, warn } = context;
  if (plan.folds && "column" in plan.folds) {
    const folds = numbersOf(table, plan.folds.column);
    const chosen = cohort.rows.map((row) => folds[row] ?? null).filter((fold) => fold !== null);
    if (chosen.length === cohort.n) {
      if (isSplit(cohort.persons, chosen)) {
        warn(
          `The folds of ${plan.folds.column} put rows of one person into several folds: each person is then predicted ` +
            "from their own answers, and every out-of-fold figure is too good.",
        );
      }
      return chosen;
    }
    warn(unavailable("cross_validation", `${cohort.n - chosen.length} analysed rows have no fold`));
    return null;
  }
  const drawn = drawnFolds(context, seed)[0] ?? null;
  const wanted = plan.folds?.k ?? null;
  if (drawn === null) warn(unavailable("cross_validation", "fewer than two buyers or non-buyers"));
  else if (wanted !== null && foldNumbers(drawn).length < wanted) {
    warn(
      `Cross-validation uses ${foldNumbers(drawn).length} folds, not ${wanted}: there are no more buyers or non-buyers.`,
    );
  }
  return drawn;
}

function isSplit(persons: readonly string[] | null, folds: readonly number[]): boolean {
  const first = new Map<string, number>();
  return (persons ?? []).some((person, row) => {
    const own = first.get(person) ?? folds[row]!;
    first.set(person, own);
    return own !== folds[row];
  });
}
