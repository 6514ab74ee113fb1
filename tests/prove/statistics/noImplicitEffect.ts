import type { AnalysisPlanInput } from "../../../experiments/contract/plan.ts";
import { compareBy, simulated, type Truth } from "../../analysis/findings/tables.ts";
import type { Proof } from "../proof.ts";
import { isWithin, rateOf, shareOf } from "./chance.ts";

const PEOPLE = 400;
/** Nothing of its own, with a stated item without error and with a noisy one; and something of its own. */
const truths = {
  nothing: { n: PEOPLE, attitude: 1, implicit: 0 },
  nothingButNoise: { n: PEOPLE, attitude: 1, implicit: 0, reliability: 0.7 },
  something: { n: PEOPLE, attitude: 1, implicit: 0.7 },
} satisfies Readonly<Record<string, Omit<Truth, "seed">>>;

/** The whole comparison, asked whether the implicit score adds to the stated one: where it does not, and where it does. */
export const noImplicitEffect: Proof = {
  id: "S8",
  promise: "The comparison says no where the implicit score adds nothing, and yes where it does (n = 400).",
  run({ seed, scale }) {
    const [without, withEffect] = scale === "short" ? [3, 2] : [300, 100];
    const answerAt = (truth: Omit<Truth, "seed">, run: number) => {
      const table = simulated({ ...truth, seed: seed * 10_000 + run });
      return compareBy(planOf(truth.reliability ?? 1), table, { seed }).answers.E4;
    };
    const adds = (truth: Omit<Truth, "seed">) => (run: number) => answerAt(truth, run).verdict === "implicit adds";
    const falseAdds = rateOf(without, adds(truths.nothing));
    const falseMore = rateOf(without, (run) => carriesMore(answerAt(truths.nothingButNoise, run).construct));
    const found = rateOf(withEffect, adds(truths.something));
    return Promise.resolve({
      isMet:
        isWithin(falseAdds, [0, 0.06], scale) &&
        isWithin(falseMore, [0, 0.06], scale) &&
        isWithin(found, [0.9, 1], scale),
      figures: {
        people: PEOPLE,
        studiesWithout: without,
        falselyAdds: shareOf(falseAdds),
        falselyCarriesMore: shareOf(falseMore),
        studiesWith: withEffect,
        rightlyAdds: shareOf(found),
      },
    });
  },
};

function planOf(reliability: number): AnalysisPlanInput {
  return {
    simulated: true,
    outcome: "bought",
    outcome_class: "observed-purchase",
    stated: [{ column: "stated", yes: ">0", reliability }],
    implicit: [{ column: "score", yes: ">0" }],
  };
}

function carriesMore(construct: unknown): boolean {
  return typeof construct === "object" && construct !== null && "verdict" in construct
    ? construct.verdict === "implicit carries more"
    : false;
}
