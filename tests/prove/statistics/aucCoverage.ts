import { delong, delongPaired } from "../../../analysis/statistics/ranking/delong.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { covers, isWithin, rateOf, shareOf } from "./chance.ts";
import { shiftOf } from "./normalScores.ts";

const PEOPLE = 400;
const BASE_RATE = 0.3;
const areas = [0.6, 0.7, 0.8, 0.85];
/** Of the two scores whose difference is estimated, among buyers and among non-buyers. */
const CORRELATION = 0.4;
const pair = { better: 0.75, worse: 0.65 };
const BAND = [0.93, 0.97] as const;

/** DeLong's interval of an AUC and of the difference of two. */
export const aucCoverage: Proof = {
  id: "S4",
  promise: "The interval of an AUC, and of a difference of two, holds the true one in 93–97 % of studies.",
  run({ seed, scale }) {
    const studies = scale === "short" ? 300 : 10_000;
    const single = areas.map((area, which) => ({
      area,
      rate: rateOf(studies, (run) => {
        const { first, outcome } = drawScores(seed, which * studies + run, [area, area]);
        return covers(delong(first, outcome).ci95_delong, area);
      }),
    }));
    const truth = pair.better - pair.worse;
    const difference = rateOf(studies, (run) => {
      const drawn = drawScores(seed, areas.length * studies + run, [pair.better, pair.worse]);
      return covers(delongPaired(drawn.first, drawn.second, drawn.outcome).ci95_difference, truth);
    });
    const rates = [...single.map(({ rate }) => rate), difference];
    return Promise.resolve({
      isMet: rates.every((rate) => isWithin(rate, BAND, scale)),
      figures: {
        studies,
        people: PEOPLE,
        ...Object.fromEntries(single.map(({ area, rate }) => [`coverageAt${area}`, shareOf(rate)])),
        coverageOfDifference: shareOf(difference),
      },
    });
  },
};

function drawScores(seed: number, stream: number, [one, other]: readonly [number, number]) {
  const { normal, uniform } = randomStream(seed, stream);
  const first = new Float64Array(PEOPLE);
  const second = new Float64Array(PEOPLE);
  const outcome = new Float64Array(PEOPLE);
  for (let i = 0; i < PEOPLE; i += 1) {
    const bought = uniform() < BASE_RATE ? 1 : 0;
    const shared = normal();
    first[i] = bought * shiftOf(one) + shared;
    second[i] = bought * shiftOf(other) + CORRELATION * shared + Math.sqrt(1 - CORRELATION ** 2) * normal();
    outcome[i] = bought;
  }
  return { first, second, outcome };
}
