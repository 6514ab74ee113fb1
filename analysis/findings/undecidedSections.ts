import { type Answer, type Question, unanswered } from "./answers/answer.ts";
import { implicitYesAnswer, statedYesAnswer } from "./answers/sayDoAnswers.ts";
import { claimsSection, type JudgedClaim, ppvClaims } from "./claims/judgedClaims.ts";
import type { Comparison } from "./comparison.ts";
import type { Context } from "./context.ts";
import { descriptives, npsSection } from "./measures/describeSections.ts";
import { priceSections } from "./prices/priceSections.ts";
import { reliabilitySection } from "./reliability/reliabilitySections.ts";
import { rulesSection, sayDoMatrices } from "./rules/ruleSections.ts";

/** What can still be said when nobody or everybody bought: descriptions, net promoter score, reliability, shares with their
 *  intervals and the tests of claims about them. */
export function undecidedSections(context: Context): Comparison {
  const { n, buyers } = context.cohort;
  const reason =
    n === 0
      ? "No row has both the outcome and every measure, so nothing can be compared."
      : `${buyers === 0 ? "Nobody" : "Everybody"} of ${n} people has the outcome, so nothing can predict it.`;
  context.warn(`${reason} Models, AUC and their tests cannot be made.`);
  const claims = claimsSection(context);
  return {
    descriptives: descriptives(context),
    nps: npsSection(context),
    reliability: reliabilitySection(context),
    ...priceSections(context),
    rules: n === 0 ? {} : rulesSection(context),
    ...sayDoMatrices(context),
    ppv_claims: ppvClaims(context),
    models: null,
    nested_tests: null,
    auc: null,
    auc_paired: null,
    cross_validation: null,
    claims,
    answers: { ...unanswered(n, reason), ...(n === 0 ? {} : saidAndDone(context, claims)) },
  };
}

// That nobody (or everybody) of those who said yes bought is a finding, with its interval and the test of its claim.
function saidAndDone(context: Context, claims: readonly JudgedClaim[]): Pick<Record<Question, Answer>, "E1" | "E2"> {
  return {
    E1: statedYesAnswer(context, claims),
    E2: implicitYesAnswer(context, { matched: null, paired: null, claims, cutPoints: null }),
  };
}
