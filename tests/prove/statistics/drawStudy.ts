import { logistic } from "../../../analysis/statistics/numerics/specialFunctions.ts";
import type { Random } from "../../../experiments/random/randomStream.ts";

/** How buying comes about among simulated people: one attitude, one stated item and one implicit score. */
export type StudyTruth = {
  readonly people: number;
  /** Log-odds of buying at the mean, and what an SD of the attitude and of the implicit score adds. */
  readonly intercept: number;
  readonly attitude: number;
  readonly implicit: number;
  /** Share of true variance in the stated item. */
  readonly reliability: number;
};

/** How far the implicit score follows the attitude. */
const CORRELATION = 0.5;

export type DrawnStudy = {
  readonly columns: { readonly stated: Float64Array; readonly dscore: Float64Array };
  readonly outcome: Float64Array;
};

/** Draws one study; scores are standard normal. */
export function drawStudy({ normal, uniform }: Random, truth: StudyTruth): DrawnStudy {
  const { people, intercept, attitude, implicit, reliability } = truth;
  const stated = new Float64Array(people);
  const dscore = new Float64Array(people);
  const outcome = new Float64Array(people);
  for (let i = 0; i < people; i += 1) {
    const liking = normal();
    const association = CORRELATION * liking + Math.sqrt(1 - CORRELATION ** 2) * normal();
    stated[i] = Math.sqrt(reliability) * liking + Math.sqrt(1 - reliability) * normal();
    dscore[i] = association;
    outcome[i] = uniform() < logistic(intercept + attitude * liking + implicit * association) ? 1 : 0;
  }
  return { columns: { stated, dscore }, outcome };
}
