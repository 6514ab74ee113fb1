import { type Answer, notAnswered, type Question } from "./answers/answer.ts";
import type { Context } from "./context.ts";
import { descriptives, npsSection } from "./describeSections.ts";
import { reliabilitySection } from "./reliabilitySections.ts";
import { rulesSection } from "./ruleSections.ts";

/** What can still be said when nobody or everybody bought: descriptions, net promoter score, reliability, counts. */
export function undecidedSections(
  context: Context,
): Readonly<Record<string, unknown>> & { readonly answers: Readonly<Record<Question, Answer>> } {
  const { n, buyers } = context.cohort;
  const reason =
    n === 0
      ? "No row has both the outcome and every measure, so nothing can be compared."
      : `${buyers === 0 ? "Nobody" : "Everybody"} of ${n} people has the outcome, so nothing can predict it.`;
  context.warn(`${reason} Models, AUC and their tests are null.`);
  return {
    descriptives: descriptives(context),
    nps: npsSection(context),
    reliability: reliabilitySection(context),
    rules: n === 0 ? {} : rulesSection(context),
    models: null,
    nested_tests: null,
    auc: null,
    auc_paired: null,
    cross_validation: null,
    claims: [],
    answers: unanswered(n, reason),
  };
}

/** Twelve times the same reason why there is no answer. */
export function unanswered(n: number, reason: string): Readonly<Record<Question, Answer>> {
  const answer = notAnswered(n, reason);
  return {
    E1: answer,
    E2: answer,
    E3: answer,
    E4: answer,
    E5: answer,
    E6: answer,
    E7: answer,
    E8: answer,
    E9: answer,
    E10: answer,
    E11: answer,
    E12: answer,
  };
}
