import { proportion } from "../../../analysis/statistics/shares/proportion.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { covers, isWithin, rateOf, shareOf } from "./chance.ts";

const PEOPLE = 400;
const SAY_YES = 0.4;
const hitRates = [0.05, 0.1, 0.3, 0.5, 0.7, 0.9];

/** Wilson's interval of the share of yes-sayers who buy, their number itself being chance. */
export const wilsonCoverage: Proof = {
  id: "S3",
  promise: "The interval of a hit rate holds the true one in 93–97 % of studies, rare or frequent.",
  run({ seed, scale }) {
    const studies = scale === "short" ? 500 : 40_000;
    const rates = hitRates.map((hitRate, which) => ({
      hitRate,
      rate: rateOf(studies, (run) => {
        const { uniform } = randomStream(seed, which * studies + run);
        const counts = { yes: 0, bought: 0 };
        for (let i = 0; i < PEOPLE; i += 1) {
          if (uniform() >= SAY_YES) continue;
          counts.yes += 1;
          if (uniform() < hitRate) counts.bought += 1;
        }
        const found = proportion(counts.bought, counts.yes);
        return found.estimate !== null && covers(found.wilson95, hitRate);
      }),
    }));
    return Promise.resolve({
      isMet: rates.every(({ rate }) => isWithin(rate, [0.93, 0.97], scale)),
      figures: {
        studies,
        people: PEOPLE,
        ...Object.fromEntries(rates.map(({ hitRate, rate }) => [`coverageAt${hitRate}`, shareOf(rate)])),
      },
    });
  },
};
