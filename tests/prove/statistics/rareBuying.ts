import { designOf } from "../../../analysis/statistics/models/logistic/design.ts";
import { fitFirth } from "../../../analysis/statistics/models/logistic/fitFirth.ts";
import { fitLogistic } from "../../../analysis/statistics/models/logistic/fitLogistic.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { meanOf, rounded } from "./chance.ts";
import { drawStudy } from "./drawStudy.ts";

/** Three in a hundred buy. */
const truth = { people: 500, intercept: -4.25, attitude: 1, implicit: 0.5, reliability: 1 };
const predictors = ["stated", "dscore"];

/** Firth's estimates beside those of maximum likelihood, where few buy. */
export const rareBuying: Proof = {
  id: "S7",
  promise: "Where 3 % buy, Firth's slopes are less biased than those of maximum likelihood.",
  run({ seed, scale }) {
    const studies = scale === "short" ? 200 : 5_000;
    const errors: { readonly ml: readonly number[]; readonly firth: readonly number[] }[] = [];
    let buyers = 0;
    for (let run = 0; run < studies; run += 1) {
      const { columns, outcome } = drawStudy(randomStream(seed, run), truth);
      const design = designOf(columns, predictors, truth.people);
      const [ml, firth] = [fitLogistic(design, outcome), fitFirth(design, outcome)];
      buyers += outcome.reduce((sum, one) => sum + one, 0) / studies;
      // Maximum likelihood has no estimate when buyers stand apart: its bias would be infinite.
      if (ml.kind === "notFitted" || firth.kind === "notFitted") continue;
      const error = (beta: readonly number[]) => [beta[1]! - truth.attitude, beta[2]! - truth.implicit];
      errors.push({ ml: error(ml.beta), firth: error(firth.beta) });
    }
    const biasOf = (by: "ml" | "firth", slope: number) => meanOf(errors.map((error) => error[by][slope]!)).mean;
    const [ml, firth] = (["ml", "firth"] as const).map((by) => [biasOf(by, 0), biasOf(by, 1)]);
    return Promise.resolve({
      isMet: Math.abs(firth![0]!) < Math.abs(ml![0]!) && Math.abs(firth![1]!) < Math.abs(ml![1]!),
      figures: {
        studies,
        people: truth.people,
        buyers: rounded(buyers),
        separated: studies - errors.length,
        biasOfStatedByMl: rounded(ml![0]!),
        biasOfStatedByFirth: rounded(firth![0]!),
        biasOfImplicitByMl: rounded(ml![1]!),
        biasOfImplicitByFirth: rounded(firth![1]!),
      },
    });
  },
};
