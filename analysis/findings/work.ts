import { analysedFolds } from "../comparison/analysedFolds.ts";
import { claimsSection } from "../comparison/claims.ts";
import { clusteredComparison } from "../comparison/clusteredComparison.ts";
import { constructSection } from "../comparison/constructSection.ts";
import type { Context } from "../comparison/context.ts";
import { cutPointsSection } from "../comparison/cutPointsSection.ts";
import { fitLadder } from "../comparison/fitLadder.ts";
import { importanceSection } from "../comparison/importanceSections.ts";
import { jointTest, nestedTestsSection } from "../comparison/modelSections.ts";
import { type Draws, replicateJobs } from "../comparison/replicates.ts";
import { matchedSelection, pairedRulesSection, rulesSection } from "../comparison/ruleSections.ts";
import { specificationCurve } from "../comparison/specifications.ts";
import { crossValidationSection, optimismSections, repeatedSection } from "../comparison/validationSections.ts";

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
