import { startingWith } from "../../statistics/named.ts";
import type { PairedRulesReport } from "../../statistics/shares/pairedRules.ts";
import { isFew } from "../disclosure.ts";
import type { Finding } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { binaryAnswers } from "./binaryAnswers.ts";
import { answersBlocks } from "./blocks.ts";
import type { AnswerSections, ShownAnswer } from "./sections.ts";

/** The twelve questions, each with its number, its verdict and a sentence. */
export const answers: Finding<"answers", AnswerSections> = {
  name: "answers",
  blocks: answersBlocks,
  compute: {
    ofYesNo: ({ context, ...work }) => ({
      answers: binaryAnswers(context, {
        claims: work.claims(),
        matched: work.matched(),
        paired: startingWith<"paired_rules_", PairedRulesReport>(work.paired(), "paired_rules_")[0]?.[1] ?? null,
        cutPoints: work.cutPoints(),
        nested: work.nested(),
        joint: work.joint(),
        ladder: work.ladder(),
        validated: work.validated(),
        repeated: work.repeated(),
        importance: work.importance(),
        construct: work.construct(),
        specifications: work.specifications().specifications,
        clustered: work.clustered(),
      }),
    }),
  },
  protect: ({ answers: found }, hiding) => ({
    answers:
      found &&
      Object.fromEntries(Object.entries(found).map(([key, answer]) => [key, protectAnswer(key, answer, hiding)])),
  }),
};

/** What an answer says beside its number that counts nobody. Everything else stays with the full results. */
const TOLD_DETAILS = new Set([
  ...[
    "base_rate",
    "se",
    "lr",
    "predictive",
    "construct",
    "out_of_fold",
    "expected_gain",
    "commonality",
    "difference_to_stated",
  ],
  ...[
    "calibration_in_the_large",
    "calibration_in_the_large_ci95",
    "curve_e90",
    "threshold",
    "useful_thresholds",
    "r_observed",
    "reliability",
    "outcome",
    "range",
  ],
  ...["agreeing", "other_ways", "products", "n_to_decide", "other_outcomes"],
]);

function protectAnswer(key: string, answer: ShownAnswer, hiding: Hiding): ShownAnswer {
  const { estimate, interval, verdict, sentence, n } = answer;
  const details = Object.fromEntries(Object.entries(answer).filter(([name]) => TOLD_DETAILS.has(name)));
  if (!isSilent(key, answer, hiding)) return { ...details, estimate, interval, verdict, sentence, n };
  return {
    estimate: null,
    interval: null,
    verdict: null,
    sentence: `Withheld: a count of fewer than ${hiding.fewest} people could be worked out from it.`,
    n: null,
  };
}

function isSilent(key: string, { n }: ShownAnswer, hiding: Hiding): boolean {
  const { stated, implicit } = hiding.primary;
  // The answer is about a measure's own yes, the first of its rules.
  const isRuleWithheld = (column: string | null) => {
    const own = Object.keys(hiding.rules).find((rule) => hiding.columnOf(rule) === column);
    return own !== undefined && !hiding.isRuleShown(own);
  };
  if (isFew(n ?? 0, hiding.fewest)) return true;
  return (key === "E1" && isRuleWithheld(stated)) || (key === "E2" && isRuleWithheld(implicit));
}
