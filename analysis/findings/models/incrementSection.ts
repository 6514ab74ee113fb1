import { probabilityScores } from "../../statistics/models/calibration/probabilityScores.ts";
import type { CrossValidationResult } from "../../statistics/validation/crossValidation.ts";
import type { NoOptimism, Optimism } from "../../statistics/validation/optimism.ts";
import type { Performance } from "../../statistics/validation/performance.ts";
import type { Context } from "../context.ts";
import { pairedAuc } from "../ranking/pairedAuc.ts";

type Gained = Readonly<Record<"auc" | "nagelkerke" | "tjur" | "brier" | "log_loss", number>>;

/** What M_full gains over M_stated: as it seems on the people it was fitted to, corrected for optimism, and on people left
 *  out of the fitting. Brier and log-loss fall when prediction improves. */
export type IncrementSection = {
  readonly in_sample: Gained | null;
  readonly optimism_corrected: Gained | null;
  readonly out_of_fold: Readonly<Record<"auc" | "brier" | "log_loss", number>> | null;
};

/** `increment_full_minus_stated`: the three beside each other, so that no in-sample figure stands alone. Null where neither
 *  the bootstrap nor cross-validation has both models. */
export function incrementSection(
  { cohort }: Context,
  optimism: Readonly<Record<string, Optimism | NoOptimism>>,
  validated: CrossValidationResult | null,
): IncrementSection | null {
  const [full, stated] = [optimism.optimism_bootstrap_M_full, optimism.optimism_bootstrap_M_stated];
  const isBoth = full !== undefined && stated !== undefined && "apparent" in full && "apparent" in stated;
  const [p, q] = [validated?.probabilities.M_full, validated?.probabilities.M_stated];
  const scores = (probabilities: Float64Array) => probabilityScores(cohort.outcome, probabilities);
  const left =
    p && q
      ? {
          auc: pairedAuc(cohort, p, q).difference,
          brier: scores(p).brier - scores(q).brier,
          log_loss: scores(p).log_loss - scores(q).log_loss,
        }
      : null;
  if (!isBoth && left === null) return null;
  return {
    in_sample: isBoth ? gained(full.apparent, stated.apparent) : null,
    optimism_corrected: isBoth ? gained(full.corrected, stated.corrected) : null,
    out_of_fold: left,
  };
}

function gained(larger: Performance, smaller: Performance): Gained {
  return {
    auc: larger.auc - smaller.auc,
    nagelkerke: larger.nagelkerke - smaller.nagelkerke,
    tjur: larger.tjur - smaller.tjur,
    brier: larger.brier - smaller.brier,
    log_loss: larger.log_loss - smaller.log_loss,
  };
}
