import { type Columns, designOf } from "../models/logistic/design.ts";
import { fitLogistic, type NotFitted } from "../models/logistic/fitLogistic.ts";
import { effectiveNumber } from "../shares/surveyShare.ts";

/** How much each complete row must count to stand for the incomplete ones like it. */
export type ResponseWeights = {
  readonly kind: "weighted";
  /** Columns that completeness is predicted from. */
  readonly predictors: readonly string[];
  /** One a complete row, in row order: overall share of complete rows over the row's own chance to be complete. */
  readonly weights: readonly number[];
  readonly effective_n: number;
  readonly largest: number;
};

/** Why there are no weights. */
export type NoResponseWeights = { readonly kind: "none"; readonly reason: NotFitted["reason"] | "nothingKnownOfAll" };

/** Stabilised inverse-probability weights of complete rows (Robins, Hernán & Brumback 2000; Seaman & White 2013): the
 *  chance to be complete by logistic regression on columns known of everybody. `isComplete[i]` is row i of `columns`.
 *  A reason instead where completeness cannot be predicted: no column, no incomplete row, or columns that decide it. */
export function responseWeights(columns: Columns, isComplete: readonly boolean[]): ResponseWeights | NoResponseWeights {
  const n = isComplete.length;
  const predictors = Object.keys(columns).filter((name) => new Set(Array.from(columns[name]!)).size > 1);
  if (predictors.length === 0) return { kind: "none", reason: "nothingKnownOfAll" };
  const flags = isComplete.map(Number);
  const fit = fitLogistic(designOf(columns, predictors, n), flags);
  if (fit.kind === "notFitted") return { kind: "none", reason: fit.reason };
  const share = flags.reduce((sum, flag) => sum + flag, 0) / n;
  const weights = flags.flatMap((flag, row) => (flag === 1 ? [share / fit.fitted[row]!] : []));
  return {
    kind: "weighted",
    predictors,
    weights,
    effective_n: effectiveNumber(weights),
    largest: weights.reduce((most, weight) => Math.max(most, weight), 0),
  };
}
