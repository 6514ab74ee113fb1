import { rankingAnswer } from "../answers/rankingAnswer.ts";
import { farApart } from "../disclosure.ts";
import type { Finding } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { bayesSection } from "./bayesSection.ts";
import { robustnessBlocks } from "./blocks.ts";
import type { RobustnessSections } from "./sections.ts";
import { unmeasuredCause } from "./unmeasuredCause.ts";

/** Whether other reasonable choices lead elsewhere: other people, scores and models, measurement error, priors. */
export const robustness: Finding<"robustness", RobustnessSections> = {
  name: "robustness",
  blocks: robustnessBlocks,
  compute: {
    ofYesNo: ({ context, ladder, construct, specifications }) => ({
      ...specifications(),
      construct: construct(),
      unmeasured_cause: unmeasuredCause(context, ladder()),
      ...bayesSection(context, { ladder: ladder(), ranking: rankingAnswer(context) }),
    }),
  },
  protect({ specifications, multiverse, construct, unmeasured_cause, bayes }, hiding) {
    return {
      specifications: specifications && withoutNear(specifications, hiding),
      multiverse: multiverse && {
        ...multiverse,
        results: withoutNear(
          multiverse.results.map((one) => ({ ...one, buyers: one.positives })),
          hiding,
        ).map(({ buyers, ...one }) => ({ ...one, positives: buyers })),
      },
      construct,
      unmeasured_cause,
      bayes: bayes && { ...bayes, ppv: bayes.ppv.filter(({ rule }) => hiding.isRuleShown(rule)) },
    };
  },
};

type Counted = { readonly is_primary: boolean; readonly n: number | null; readonly buyers: number | null };

/** People of other analyses than the main one, whose number would tell how few were left out. */
function withoutNear<One extends Counted>(ways: readonly One[], { people, fewest, isBoughtTold }: Hiding) {
  const main = people.n === null || people.bought === null ? [] : [[people.n, people.bought]];
  const isFar = farApart([...main, ...ways.map(({ n, buyers }) => [n ?? 0, buyers ?? 0])], fewest).slice(main.length);
  return ways.map((one, at) =>
    isBoughtTold && (isFar[at] || one.is_primary) ? one : { ...one, n: null, buyers: null },
  );
}
