import { around } from "../../statistics/association/moments.ts";
import { clusterRobust } from "../../statistics/models/clustered/clusterRobust.ts";
import { clustersOf } from "../../statistics/models/clustered/clusters.ts";
import { designOf } from "../../statistics/models/logistic/design.ts";
import { fitLogistic, type LogisticFit } from "../../statistics/models/logistic/fitLogistic.ts";
import { robustErrors } from "../../statistics/models/logistic/robustErrors.ts";
import { normalHalfWidth, normalTwoSided } from "../../statistics/numerics/distributions.ts";
import type { Context } from "../context.ts";
import { ladderOf } from "../models/ladder.ts";
import { unavailable } from "../unavailable.ts";
import { weightsForMissing } from "./missingWeights.ts";

/** M_full on the complete rows, each weighted to stand for the incomplete ones like it. */
export type InverseProbability = {
  readonly n: number;
  readonly n_complete: number;
  /** What completeness is predicted from. */
  readonly predictors: readonly string[];
  readonly effective_n: number;
  readonly largest_weight: number;
  readonly M_full: Readonly<Record<string, RobustCoefficient>>;
};

type RobustCoefficient = {
  readonly estimate: number;
  /** Robust; persons are counted where they have several rows. */
  readonly se: number;
  readonly z: number;
  readonly p: number;
  readonly ci95: readonly [number, number];
};

/** Null, with the reason in the warnings, where everybody is complete, completeness cannot be predicted, or the model has
 *  no fit. `asked` are rows of the table (Seaman & White 2013). */
export function inverseProbability(context: Context, asked: readonly number[]): InverseProbability | null {
  const { table, cohort, warn } = context;
  const { full } = ladderOf(context);
  if (cohort.n === 0 || cohort.n === asked.length) return null;
  const found = weightsForMissing(context, { table, asked, complete: cohort.rows });
  if (found.kind === "none") {
    warn(unavailable("inverse_probability", `completeness cannot be predicted (${found.reason})`));
    return null;
  }
  const model = fitLogistic(designOf(cohort.columns, [...full, ...cohort.floor], cohort.n), cohort.outcome, {
    weights: found.weights.map((weight, row) => weight * (cohort.weights?.[row] ?? 1)),
  });
  if (model.kind === "notFitted") {
    warn(unavailable("inverse_probability", `the model with both cannot be fitted (${model.reason})`));
    return null;
  }
  return {
    n: asked.length,
    n_complete: cohort.n,
    predictors: found.predictors,
    effective_n: found.effective_n,
    largest_weight: found.largest,
    M_full: robustCoefficients(model, cohort.persons),
  };
}

function robustCoefficients(fit: LogisticFit, persons: readonly string[] | null): InverseProbability["M_full"] {
  const errors = persons === null ? robustErrors(fit).HC0 : clusterRobust(fit, clustersOf(persons)).CR1_G_over_Gminus1;
  return Object.fromEntries(
    fit.design.names.map((name, j) => {
      const [estimate, se] = [fit.beta[j]!, errors[j]!];
      const z = estimate / se;
      return [name, { estimate, se, z, p: normalTwoSided(z), ci95: around(estimate, normalHalfWidth() * se) }];
    }),
  );
}
