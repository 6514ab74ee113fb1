import type { ConstructReport } from "../../statistics/models/errorsInVariables/constructVerdict.ts";
import type { ChiSquaredTest } from "../../statistics/models/logistic/logisticRegression.ts";
import type { CutPoint } from "../../statistics/ranking/cutPoint.ts";
import type { PairedRulesReport } from "../../statistics/shares/pairedRules.ts";
import type { CrossValidationResult } from "../../statistics/validation/crossValidation.ts";
import type { RepeatedSection } from "../calibration/validationSections.ts";
import type { JudgedClaim } from "../claims/judgedClaims.ts";
import type { Context } from "../context.ts";
import type { Importance } from "../importance/importanceSections.ts";
import { headlineGains } from "../models/expectedGains.ts";
import type { FittedLadder } from "../models/fitLadder.ts";
import type { ClusteredComparison } from "../products/clusteredComparison.ts";
import type { Specification } from "../robustness/specifications.ts";
import type { MatchedSelection } from "../rules/ruleSections.ts";
import { type Answer, notAnswered, type Question } from "./answer.ts";
import { fragilityAnswer } from "./fragilityAnswer.ts";
import { incrementAnswer } from "./incrementAnswers.ts";
import { productAnswer } from "./productAnswer.ts";
import { rankingAnswer } from "./rankingAnswer.ts";
import { implicitYesAnswer, statedYesAnswer } from "./sayDoAnswers.ts";
import { statedOnlyAnswers } from "./statedOnlyAnswers.ts";
import { calibrationAnswer, importanceAnswer, reliabilityAnswer, worthAnswer } from "./worthAnswers.ts";

/** What the answers are read from. */
export type Findings = {
  readonly claims: readonly JudgedClaim[];
  readonly matched: MatchedSelection | null;
  readonly paired: PairedRulesReport | null;
  readonly cutPoints: Readonly<Record<string, CutPoint | null>> | null;
  /** Whether the measures together explain more than chance would. */
  readonly joint: ChiSquaredTest | null;
  readonly ladder: FittedLadder;
  readonly nested: Readonly<Record<string, ChiSquaredTest>>;
  readonly validated: CrossValidationResult | null;
  readonly repeated: RepeatedSection | null;
  readonly importance: Importance | null;
  readonly construct: ConstructReport | null;
  readonly specifications: readonly Specification[];
  /** Sections of the clustered comparison; empty when rows are independent people. */
  readonly clustered: ClusteredComparison;
};

/** The twelve answers on one 0/1 outcome. */
export function binaryAnswers(context: Context, findings: Findings): Readonly<Record<Question, Answer>> {
  const { claims, matched, paired, validated, repeated, construct, ladder } = findings;
  const tests = incrementTests(findings.nested);
  const gains = headlineGains(context, ladder, tests);
  const isPenalised = ladder.method === "firth";
  const all = {
    E1: statedYesAnswer(context, claims),
    E2: implicitYesAnswer(context, { matched, paired, claims, cutPoints: findings.cutPoints }),
    E3: rankingAnswer(context),
    E4: incrementAnswer(context, {
      added: "implicit",
      test: tests.implicit,
      expected: gains.implicit,
      isPenalised,
      validated,
      repeated,
      construct,
    }),
    E5: incrementAnswer(context, {
      added: "stated",
      test: tests.stated,
      expected: gains.stated,
      isPenalised,
      validated,
      repeated,
    }),
    E6: importanceAnswer(context, { importance: findings.importance, joint: findings.joint }),
    E7: calibrationAnswer(context, validated),
    E8: worthAnswer(context, validated),
    E9: reliabilityAnswer(context),
    E10: notAnswered(context.cohort.n, "The plan asks about a yes/no outcome, not about counts or spend."),
    E11: productAnswer(context, findings.clustered),
    E12: fragilityAnswer(context, findings.specifications),
  };
  return context.plan.implicit.length > 0 ? all : { ...all, ...statedOnlyAnswers(context) };
}

type Tests = { readonly implicit: ChiSquaredTest | null; readonly stated: ChiSquaredTest | null };

/** The tests of E4 and E5 that hold their level in this design. */
export function incrementTests(nested: Findings["nested"]): Tests {
  return {
    implicit: believed(nested.add_implicit_to_stated),
    stated: believed(nested.add_stated_to_implicit),
  };
}

// A weighted likelihood has no likelihood ratio, and one of rows takes them for people: the robust Wald test over sampling
// units holds its level in both, also where slopes differ between people.
function believed(test: (ChiSquaredTest & { readonly robust_wald?: ChiSquaredTest | null }) | undefined) {
  if (test === undefined) return null;
  return test.robust_wald === undefined ? test : test.robust_wald;
}
