import {
  type Columns,
  type Design,
  designOf,
  designRows,
  linearPredictor,
  pickRows,
} from "../models/logistic/design.ts";
import { type Estimator, estimate, type NotEstimated } from "../models/logistic/estimator.ts";
import { logistic } from "../numerics/specialFunctions.ts";
import { foldNumbers } from "./folds.ts";

/** Probabilities of every row from the model that has not seen its fold. */
export type OutOfFold = { readonly kind: "fitted"; readonly p: Float64Array };

/** Which model, which outcome, which folds (numbered from 1, one a row). */
export type OutOfFoldQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly predictors: readonly string[];
  readonly folds: ArrayLike<number>;
  readonly estimator?: Estimator;
  /** Survey weights of the rows that a model is fitted to. */
  readonly weights?: ArrayLike<number> | undefined;
};

function rowsWhere(folds: ArrayLike<number>, keep: (fold: number) => boolean): Int32Array {
  return Int32Array.from(Array.from(folds, (_, i) => i).filter((i) => keep(folds[i]!)));
}

/**
 * Out-of-fold probabilities of a logistic model: for each fold the coefficients come from all other rows. A reason when
 * the model cannot be fitted without one of the folds. Throws RangeError when the lengths differ.
 */
export function outOfFold(columns: Columns, question: OutOfFoldQuestion): OutOfFold | NotEstimated {
  const design = designOf(columns, question.predictors, question.outcome.length);
  return outOfFoldOf(design, question);
}

/** The same from a design. */
export function outOfFoldOf(
  design: Design,
  { outcome, folds, estimator = "ml", weights }: Omit<OutOfFoldQuestion, "predictors">,
): OutOfFold | NotEstimated {
  if (folds.length !== outcome.length) throw new RangeError(`${outcome.length} outcomes and ${folds.length} folds`);
  const p = new Float64Array(outcome.length);
  for (const fold of foldNumbers(folds)) {
    const training = rowsWhere(folds, (other) => other !== fold);
    const fit = estimate(designRows(design, training), pickRows(outcome, training), {
      estimator,
      weights: weights === undefined ? undefined : pickRows(weights, training),
    });
    if (fit.kind === "notFitted") return fit;
    const left = rowsWhere(folds, (other) => other === fold);
    const eta = linearPredictor(designRows(design, left), fit.beta);
    left.forEach((row, i) => {
      p[row] = logistic(eta[i]!);
    });
  }
  return { kind: "fitted", p };
}
