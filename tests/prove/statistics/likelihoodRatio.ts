import { nestedTest } from "../../../analysis/statistics/models/logistic/nestedTests.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { isWithin, rateOf, shareOf } from "./chance.ts";
import { drawStudy } from "./drawStudy.ts";

const truth = { people: 400, intercept: -0.5, attitude: 1, implicit: 0, reliability: 1 };

/** E4's likelihood-ratio test where the implicit score adds nothing to a stated item without error. */
export const likelihoodRatio: Proof = {
  id: "S1",
  promise: "The test of an increment claims one in 4–6 % of studies without any (n = 400).",
  run({ seed, scale }) {
    const studies = scale === "short" ? 600 : 20_000;
    const claims = rateOf(studies, (run) => {
      const { columns, outcome } = drawStudy(randomStream(seed, run), truth);
      const test = nestedTest(columns, { outcome, base: ["stated"], added: ["dscore"] });
      return "p" in test && test.p < 0.05;
    });
    const figures = { studies, people: truth.people, falseClaims: shareOf(claims) };
    return Promise.resolve({ isMet: isWithin(claims, [0.04, 0.06], scale), figures });
  },
};
