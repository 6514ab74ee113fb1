import { analysedFolds } from "./analysedFolds.ts";
import type { Answer, Question } from "./answers/answer.ts";
import { binaryAnswers } from "./answers/binaryAnswers.ts";
import { bayesSection } from "./bayesSection.ts";
import { claimsSection, ppvClaims } from "./claims.ts";
import { clusteredComparison } from "./clusteredComparison.ts";
import { constructSection } from "./constructSection.ts";
import type { Context } from "./context.ts";
import { cutPointsSection } from "./cutPointsSection.ts";
import {
  buyersVsNonbuyers,
  correlations,
  dependentCorrelationsSection,
  descriptives,
  npsSection,
} from "./describeSections.ts";
import { designSections } from "./designSections.ts";
import { type FittedLadder, fitLadder, ladderCoefficients } from "./fitLadder.ts";
import { importanceSection } from "./importanceSections.ts";
import { incrementSection } from "./incrementSection.ts";
import { intentSection } from "./intentSection.ts";
import { missingComparison } from "./missingComparison.ts";
import {
  decisionCurveInSample,
  deltaR2,
  firthFull,
  jointTest,
  modelAucPairs,
  nestedTestsSection,
  nonnestedSection,
} from "./modelSections.ts";
import { observabilitySections } from "./observability.ts";
import { priceSections } from "./priceSections.ts";
import {
  aucGlobal,
  aucPaired,
  aucPairedHolm,
  aucSection,
  averagePrecisions,
  gainsSection,
  rocSection,
} from "./rankingSections.ts";
import { disattenuation, reliabilitySection } from "./reliabilitySections.ts";
import { type Draws, replicateJobs } from "./replicates.ts";
import {
  baseRateAdjusted,
  matchedSelection,
  pairedRulesSection,
  rulesSection,
  sayDoByTercile,
  sayDoMatrices,
} from "./ruleSections.ts";
import { specificationCurve } from "./specifications.ts";
import {
  crossValidationSection,
  differenceBootstrap,
  optimismSections,
  repeatedSection,
  withCalibrationCurves,
} from "./validationSections.ts";

type Sections = Readonly<Record<string, unknown>>;

/** All sections on one 0/1 outcome that some people have and some have not. */
export function binarySections(
  context: Context,
  draws: Draws,
): Sections & { readonly answers: Readonly<Record<Question, Answer>> } {
  const ladder = fitLadder(context);
  const saidAndDone = sayDoSections(context);
  const validation = validationOf(context, ladder, draws);
  const nested = nestedTestsSection(context, ladder);
  const construct = constructSection(context, ladder, draws.seed);
  const clustered = clusteredComparison(context, draws);
  const curve = specificationCurve(context);
  const { claims, matched, paired } = saidAndDone;
  const { validated, repeated, importance, cutPoints } = validation;
  const answers = binaryAnswers(context, {
    claims,
    matched,
    paired,
    cutPoints,
    nested,
    joint: jointTest(context, ladder),
    isPenalised: ladder.method === "firth",
    validated,
    repeated,
    importance,
    construct,
    specifications: curve.specifications,
    clustered,
  });
  return {
    ...describingSections(context),
    ...associationSections(context, ladder),
    ...modelSectionsOf(context, ladder),
    nested_tests: nested,
    ...saidAndDone.sections,
    ...validation.sections,
    ...curve,
    construct,
    ...clustered,
    ...missingComparison(context, draws.seed),
    ...designSections(context),
    ...observabilitySections(context),
    ...intentSection(context),
    ...bayesSection(context, { ladder, ranking: answers.E3 }),
    answers,
  };
}

function associationSections(context: Context, ladder: FittedLadder): Sections {
  return {
    correlations: correlations(context),
    dependent_correlations: dependentCorrelationsSection(context),
    buyers_vs_nonbuyers: buyersVsNonbuyers(context),
    disattenuation: disattenuation(context),
    auc: aucSection(context),
    auc_paired: { ...aucPaired(context), ...modelAucPairs(context, ladder) },
    auc_paired_holm: aucPairedHolm(context),
    auc_global_delong: aucGlobal(context),
    average_precision: averagePrecisions(context),
    roc: rocSection(context),
    gains: gainsSection(context),
  };
}

function validationOf(context: Context, ladder: FittedLadder, draws: Draws) {
  const jobs = replicateJobs(context, ladder, draws);
  const folds = analysedFolds(context, draws.seed);
  const validated = crossValidationSection(context, ladder, folds);
  const importance = importanceSection(context, jobs, draws);
  const cutPoints = cutPointsSection(context, folds);
  const optimism = optimismSections(context, jobs, draws);
  const repeated = repeatedSection(context, ladder, { jobs, draws });
  return {
    validated,
    repeated,
    cutPoints,
    importance,
    sections: {
      cross_validation: validated === null ? null : withCalibrationCurves(context, validated),
      cut_points: cutPoints,
      repeated_cross_validation: repeated,
      ...optimism,
      increment_full_minus_stated: incrementSection(context, optimism, validated),
      ...differenceBootstrap(context, jobs, draws),
      dominance: importance?.dominance ?? null,
      shapley_groups: importance?.shapley_groups ?? null,
    },
  };
}

/** What holds of the measures whatever the outcome. */
export function describingSections(context: Context): Sections {
  return {
    descriptives: descriptives(context),
    nps: npsSection(context),
    reliability: reliabilitySection(context),
    ...priceSections(context),
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
