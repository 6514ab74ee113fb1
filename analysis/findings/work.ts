import { analysedFolds } from "./calibration/analysedFolds.ts";
import { crossValidationSection, optimismSections, repeatedSection } from "./calibration/validationSections.ts";
import { claimsSection } from "./claims/judgedClaims.ts";
import type { Context } from "./context.ts";
import { importanceSection } from "./importance/importanceSections.ts";
import { fitLadder } from "./models/fitLadder.ts";
import { jointTest, nestedTestsSection } from "./models/modelSections.ts";
import { clusteredComparison } from "./products/clusteredComparison.ts";
import { type Draws, replicateJobs } from "./replicates.ts";
import { constructSection } from "./robustness/constructSection.ts";
import { specificationCurve } from "./robustness/specifications.ts";
import { cutPointsSection } from "./rules/cutPointsSection.ts";
import { matchedSelection, pairedRulesSection, rulesSection } from "./rules/ruleSections.ts";

/** What the findings on one 0/1 outcome are computed from. What several of them need is computed once, when it is first
 *  asked for. */
export type Work = ReturnType<typeof workOn>;

/** The work on one 0/1 outcome that some people have and some have not. */
export function workOn(context: Context, draws: Draws) {
  const ladder = once(() => fitLadder(context));
  const jobs = once(() => replicateJobs(context, ladder(), draws));
  const folds = once(() => analysedFolds(context, draws.seed));
  const validated = once(() => crossValidationSection(context, ladder(), folds()));
  return {
    context,
    draws,
    ladder,
    jobs,
    folds,
    validated,
    optimism: once(() => optimismSections(context, jobs(), draws)),
    rules: once(() => rulesSection(context)),
    claims: once(() => claimsSection(context)),
    matched: once(() => matchedSelection(context)),
    paired: once(() => pairedRulesSection(context)),
    cutPoints: once(() => cutPointsSection(context, folds())),
    nested: once(() => nestedTestsSection(context, ladder())),
    construct: once(() => constructSection(context, ladder(), draws.seed)),
    repeated: once(() => repeatedSection(context, ladder(), { jobs: jobs(), draws })),
    joint: once(() => jointTest(context, ladder())),
    importance: once(() => importanceSection(context, jobs(), draws)),
    clustered: once(() => clusteredComparison(context, draws)),
    specifications: once(() => specificationCurve(context)),
  };
}

function once<T>(compute: () => T): () => T {
  let found: { readonly value: T } | null = null;
  return () => {
    found ??= { value: compute() };
    return found.value;
  };
}
