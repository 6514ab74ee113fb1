import { designOf } from "../../statistics/models/logistic/design.ts";
import { type ExpectedGain, expectedGain } from "../../statistics/models/logistic/expectedGain.ts";
import { fitFirth } from "../../statistics/models/logistic/fitFirth.ts";
import { fitLogistic } from "../../statistics/models/logistic/fitLogistic.ts";
import type { ChiSquaredTest } from "../../statistics/models/logistic/logisticRegression.ts";
import { surveyVariance } from "../../statistics/models/logistic/surveyVariance.ts";
import type { Context } from "../context.ts";
import { samplingUnits } from "../samplingUnits.ts";
import type { FittedLadder } from "./fitLadder.ts";

/** Which predictors are added to which, and the test of it. */
export type Added = {
  readonly base: readonly string[];
  readonly added: readonly string[];
  readonly test: ChiSquaredTest;
};

/** What added predictors are expected to bring to the ranking of other people, by the estimator of the ladder. Null where a
 *  model has no fit, and under separation where rows belong to persons: Firth's errors count rows as people. */
export function expectedGainOf(
  { cohort }: Pick<Context, "cohort">,
  method: FittedLadder["method"],
  { base, added, test }: Added,
): ExpectedGain | null {
  const smaller = designOf(cohort.columns, [...base, ...cohort.floor], cohort.n);
  const larger = designOf(cohort.columns, [...base, ...cohort.floor, ...added], cohort.n);
  if (method === "firth") {
    const [small, large] = [fitFirth(smaller, cohort.outcome), fitFirth(larger, cohort.outcome)];
    if (cohort.persons !== null || small.kind === "notFitted" || large.kind === "notFitted") return null;
    return expectedGain({ smaller: small, larger: large, vcov: large.vcov, test, weights: null });
  }
  const options = { weights: cohort.weights ?? undefined };
  const [small, large] = [fitLogistic(smaller, cohort.outcome, options), fitLogistic(larger, cohort.outcome, options)];
  if (small.kind === "notFitted" || large.kind === "notFitted") return null;
  const units = samplingUnits(cohort);
  const vcov = units === null || units.length < 2 ? large.vcov : surveyVariance(large, units).vcov;
  return expectedGain({ smaller: small, larger: large, vcov, test, weights: cohort.weights });
}

/** The gains of E4 and E5 by their tests; null where there is no test. */
export function headlineGains(
  context: Context,
  { ladder, method }: FittedLadder,
  tests: { readonly implicit: ChiSquaredTest | null; readonly stated: ChiSquaredTest | null },
): { readonly implicit: ExpectedGain | null; readonly stated: ExpectedGain | null } {
  const stated = ladder.full.filter((name) => !ladder.implicit.includes(name));
  const gain = (test: ChiSquaredTest | null, base: readonly string[], added: readonly string[]) =>
    test === null ? null : expectedGainOf(context, method, { base, added, test });
  return {
    implicit: gain(tests.implicit, stated, ladder.implicit),
    stated: gain(tests.stated, ladder.implicit, stated),
  };
}
