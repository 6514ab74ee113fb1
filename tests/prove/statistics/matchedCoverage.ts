import { matchedDifference } from "../../../analysis/statistics/ranking/matchedDifference.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { covers, isWithin, type Rate, shareOf } from "./chance.ts";

/** People, and the log-odds of buying where the attitude is 0. */
const designs = [
  { name: "n 100", people: 100, level: -0.85 },
  { name: "n 400", people: 400, level: -0.85 },
  { name: "n 400, few buyers", people: 400, level: -3 },
  { name: "n 2,000, few buyers", people: 2_000, level: -3.8 },
] as const;
type Design = (typeof designs)[number];

/** Three in ten say yes. */
const CUT = 0.5244;

/** The test and the interval of the difference at matched selection, where two measures follow the attitude equally well. */
export const matchedCoverage: Proof = {
  id: "S11",
  promise:
    "Where both measures rank equally well, the test at matched selection claims a difference in at most 6 % of studies, and its interval holds 0 in 93–97 %.",
  run({ seed, scale }) {
    const studies = scale === "short" ? 200 : 10_000;
    const found = designs.map((design) => ({ design, ...ratesOf(design, { seed, studies }) }));
    return Promise.resolve({
      isMet: found.every(
        ({ claims, holds }) => isWithin(claims, [0, 0.06], scale) && isWithin(holds, [0.93, 0.97], scale),
      ),
      figures: {
        studies,
        ...Object.fromEntries(
          found.flatMap(({ design: { name }, claims, holds }) => [
            [`${name}: falsely claimed`, shareOf(claims)],
            [`${name}: interval holds`, shareOf(holds)],
          ]),
        ),
      },
    });
  },
};

type Run = { readonly seed: number; readonly studies: number };

function ratesOf(design: Design, { seed, studies }: Run): { readonly claims: Rate; readonly holds: Rate } {
  let [claimed, held, runs] = [0, 0, 0];
  for (let run = 0; run < studies; run += 1) {
    const found = matchedDifference(draw(design, randomStream(seed, run)));
    if (found === null || found.p === null) continue;
    runs += 1;
    if (found.p < 0.05) claimed += 1;
    if (covers(found.ci95, 0)) held += 1;
  }
  return { claims: { hits: claimed, runs }, holds: { hits: held, runs } };
}

function draw({ people, level }: Design, random: ReturnType<typeof randomStream>) {
  const study = Array.from({ length: people }, () => {
    const attitude = random.normal();
    const measured = () => (attitude + random.normal()) / Math.SQRT2;
    const bought = random.uniform() < 1 / (1 + Math.exp(-level - attitude)) ? 1 : 0;
    return { yes: measured() > CUT, score: measured(), bought };
  });
  return {
    scores: study.map(({ score }) => score),
    marked: study.map(({ yes }) => yes),
    outcomes: study.map(({ bought }) => bought),
  };
}
