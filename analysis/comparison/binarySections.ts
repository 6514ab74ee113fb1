import type { Answer, Question } from "./answers/answer.ts";
import { notAnswered } from "./answers/answer.ts";
import { fragilityAnswer } from "./answers/fragilityAnswer.ts";
import { incrementAnswer } from "./answers/incrementAnswers.ts";
import { rankingAnswer } from "./answers/rankingAnswer.ts";
import { implicitYesAnswer, statedYesAnswer } from "./answers/sayDoAnswers.ts";
import { calibrationAnswer, importanceAnswer, reliabilityAnswer, worthAnswer } from "./answers/worthAnswers.ts";
import { claimsSection, ppvClaims } from "./claims.ts";
import type { Context } from "./context.ts";
import {
  buyersVsNonbuyers,
  correlations,
  dependentCorrelationsSection,
  descriptives,
  npsSection,
} from "./describeSections.ts";
import { importanceSection } from "./importanceSections.ts";
import {
  decisionCurveInSample,
  deltaR2,
  type FittedLadder,
  firthFull,
  fitLadder,
  ladderCoefficients,
  modelAucPairs,
  nestedTestsSection,
  nonnestedSection,
} from "./modelSections.ts";
import { aucGlobal, aucPaired, aucSection, averagePrecisions, gainsSection, rocSection } from "./rankingSections.ts";
import { disattenuation, reliabilitySection } from "./reliabilitySections.ts";
import {
  baseRateAdjusted,
  matchedSelection,
  pairedRulesSection,
  rulesSection,
  sayDoByTercile,
  sayDoMatrices,
} from "./ruleSections.ts";
import { specifications } from "./specifications.ts";
import { crossValidationSection, type Draws, optimismSections } from "./validationSections.ts";

type Sections = Readonly<Record<string, unknown>>;

/** All sections on one 0/1 outcome that some people have and some have not. */
export function binarySections(
  context: Context,
  draws: Draws,
): Sections & { readonly answers: Readonly<Record<Question, Answer>> } {
  const ladder = fitLadder(context);
  const saidAndDone = sayDoSections(context);
  const ranking = { auc: aucSection(context), auc_paired: aucPaired(context) };
  const nested = nestedTestsSection(context, ladder);
  const validated = crossValidationSection(context, ladder, draws.seed);
  const importance = importanceSection(context, ladder, draws);
  const specs = specifications(context);
  const { rules, claims, matched, paired } = saidAndDone;
  return {
    ...describingSections(context),
    ...modelSectionsOf(context, ladder),
    nested_tests: nested,
    auc: ranking.auc,
    auc_paired: { ...ranking.auc_paired, ...modelAucPairs(context, ladder) },
    auc_global_delong: aucGlobal(context),
    average_precision: averagePrecisions(context),
    roc: rocSection(context),
    gains: gainsSection(context),
    ...saidAndDone.sections,
    cross_validation: validated?.section ?? null,
    ...optimismSections(context, ladder, draws),
    dominance: importance?.dominance ?? null,
    shapley_groups: importance?.shapley_groups ?? null,
    specifications: specs,
    answers: {
      E1: statedYesAnswer(context, rules, claims),
      E2: implicitYesAnswer(context, rules, { matched, paired, claims }),
      E3: rankingAnswer(context, ranking.auc_paired),
      E4: incrementAnswer(context, { added: "implicit", test: nested.add_implicit_to_stated ?? null, validated }),
      E5: incrementAnswer(context, { added: "stated", test: nested.add_stated_to_implicit ?? null, validated }),
      E6: importanceAnswer(context, importance),
      E7: calibrationAnswer(context, validated),
      E8: worthAnswer(context, validated),
      E9: reliabilityAnswer(context),
      E10: notAnswered(context.cohort.n, "The plan asks about a yes/no outcome, not about counts or spend."),
      E11: notAnswered(context.cohort.n, "There is one product: nothing to compare across products."),
      E12: fragilityAnswer(context, specs),
    },
  };
}

function describingSections(context: Context): Sections {
  return {
    descriptives: descriptives(context),
    nps: npsSection(context),
    correlations: correlations(context),
    dependent_correlations: dependentCorrelationsSection(context),
    buyers_vs_nonbuyers: buyersVsNonbuyers(context),
    reliability: reliabilitySection(context),
    disattenuation: disattenuation(context),
  };
}

function modelSectionsOf(context: Context, ladder: FittedLadder): Sections {
  return {
    ladder_method: ladder.method,
    ladder_coefficients: ladderCoefficients(ladder),
    models: ladder.entries,
    not_interpreted: ladder.notInterpreted,
    delta_r2_full_minus_stated: deltaR2(ladder),
    nonnested: nonnestedSection(ladder),
    firth_M_full: firthFull(context, ladder),
    decision_curve_in_sample: decisionCurveInSample(context, ladder),
  };
}

function sayDoSections(context: Context) {
  const rules = rulesSection(context);
  const claims = claimsSection(context);
  const matched = matchedSelection(context);
  const pairedSection = pairedRulesSection(context);
  return {
    rules,
    claims,
    matched,
    paired: Object.values(pairedSection)[0] ?? null,
    sections: {
      rules,
      ...sayDoMatrices(context),
      say_do_by_implicit_tercile: sayDoByTercile(context),
      ppv_claims: ppvClaims(context),
      claims,
      matched_selection: matched,
      ...pairedSection,
      base_rate_adjusted_ppv: baseRateAdjusted(context, rules),
    },
  };
}
