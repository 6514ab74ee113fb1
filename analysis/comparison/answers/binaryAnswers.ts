import { z } from "zod";
import type { CutPoint } from "../../metrics/cutPoint.ts";
import type { PairedRulesReport } from "../../metrics/pairedRules.ts";
import { clustersOf } from "../../models/clustered/clusters.ts";
import { fitMixedLogit } from "../../models/clustered/mixedLogit.ts";
import type { ConstructReport } from "../../models/errorsInVariables/constructVerdict.ts";
import { designOf } from "../../models/logistic/design.ts";
import { type ChiSquaredTest, chiSquaredTest } from "../../models/logistic/logisticRegression.ts";
import type { CrossValidationResult } from "../../models/validation/crossValidation.ts";
import type { JudgedClaim } from "../claims.ts";
import type { Context } from "../context.ts";
import type { Importance } from "../importanceSections.ts";
import { ladderOf } from "../ladder.ts";
import type { MatchedSelection } from "../ruleSections.ts";
import type { Specification } from "../specifications.ts";
import { type Answer, notAnswered, type Question } from "./answer.ts";
import { fragilityAnswer } from "./fragilityAnswer.ts";
import { incrementAnswer } from "./incrementAnswers.ts";
import { productAnswer } from "./productAnswer.ts";
import { rankingAnswer } from "./rankingAnswer.ts";
import { implicitYesAnswer, statedYesAnswer } from "./sayDoAnswers.ts";
import { calibrationAnswer, importanceAnswer, reliabilityAnswer, worthAnswer } from "./worthAnswers.ts";

/** What the answers are read from. */
export type Findings = {
  readonly claims: readonly JudgedClaim[];
  readonly matched: MatchedSelection | null;
  readonly paired: PairedRulesReport | null;
  readonly cutPoints: Readonly<Record<string, CutPoint | null>> | null;
  readonly nested: Readonly<Record<string, ChiSquaredTest>>;
  readonly validated: CrossValidationResult | null;
  readonly importance: Importance | null;
  readonly construct: ConstructReport | null;
  readonly specifications: readonly Specification[];
  /** Sections of the clustered comparison; empty when rows are independent people. */
  readonly clustered: Readonly<Record<string, unknown>>;
};

/** The twelve answers on one 0/1 outcome. */
export function binaryAnswers(context: Context, findings: Findings): Readonly<Record<Question, Answer>> {
  const { claims, matched, paired, validated, construct } = findings;
  const tests = incrementTests(context, findings);
  return {
    E1: statedYesAnswer(context, claims),
    E2: implicitYesAnswer(context, { matched, paired, claims, cutPoints: findings.cutPoints }),
    E3: rankingAnswer(context),
    E4: incrementAnswer(context, { added: "implicit", test: tests.implicit, validated, construct }),
    E5: incrementAnswer(context, { added: "stated", test: tests.stated, validated }),
    E6: importanceAnswer(context, findings.importance),
    E7: calibrationAnswer(context, validated),
    E8: worthAnswer(context, validated),
    E9: reliabilityAnswer(context),
    E10: notAnswered(context.cohort.n, "The plan asks about a yes/no outcome, not about counts or spend."),
    E11: productAnswer(context, findings.clustered),
    E12: fragilityAnswer(context, findings.specifications),
  };
}

type Tests = { readonly implicit: ChiSquaredTest | null; readonly stated: ChiSquaredTest | null };

const Test = z.object({ chi2: z.number(), df: z.number(), p: z.number() });
const Mixed = z.looseObject({ log_likelihood: z.number() });

// With several rows a person the tests are those of the mixed model; the ordinary ones count rows.
function incrementTests(context: Context, { nested, clustered }: Findings): Tests {
  const implicit = believed(nested.add_implicit_to_stated);
  const stated = believed(nested.add_stated_to_implicit);
  const { persons } = context.cohort;
  if (persons === null) return { implicit, stated };
  const mixed = Test.safeParse(clustered.mixed_lr_test_add_implicit);
  const full = Mixed.safeParse(clustered.mixed_logit_exact_ml);
  return {
    implicit: mixed.success ? mixed.data : null,
    stated: full.success ? mixedStatedTest(context, full.data.log_likelihood, persons) : null,
  };
}

// A weighted likelihood has no likelihood ratio: its robust Wald test is the one to believe.
function believed(test: (ChiSquaredTest & { readonly robust_wald?: ChiSquaredTest | null }) | undefined) {
  return test?.robust_wald ?? test ?? null;
}

function mixedStatedTest(
  context: Context,
  fullLogLikelihood: number,
  persons: readonly string[],
): ChiSquaredTest | null {
  const { cohort } = context;
  const { full, implicit } = ladderOf(context);
  const design = designOf(cohort.columns, [...implicit, ...cohort.floor], cohort.n);
  const without = fitMixedLogit(design, { outcome: cohort.outcome, clusters: clustersOf(persons) });
  if (without.kind === "notFitted") return null;
  const added = full.filter((name) => !implicit.includes(name)).length;
  return chiSquaredTest(Math.max(0, 2 * (fullLogLikelihood - without.logLikelihood)), added);
}
