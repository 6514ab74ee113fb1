import { constructVerdict } from "../../../analysis/statistics/models/errorsInVariables/constructVerdict.ts";
import { nestedTest } from "../../../analysis/statistics/models/logistic/nestedTests.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof, Scale } from "../proof.ts";
import { isWithin, type Rate, rateOf, shareOf } from "./chance.ts";
import { drawStudy, type StudyTruth } from "./drawStudy.ts";

/** One attitude behind both scores and nothing else: whatever the implicit score adds is the stated item's error. */
const truth = { intercept: -0.5, attitude: 1, implicit: 0 };
/** Of something of its own that has to be found. */
const EFFECT = 0.6;
const SIMEX_REPLICATES = 10;

type Cell = { readonly people: number; readonly reliability: number };
type Claims = { readonly ordinary: Rate; readonly construct: Rate };

const cells: readonly Cell[] = [
  { people: 400, reliability: 1 },
  { people: 400, reliability: 0.8 },
  { people: 400, reliability: 0.7 },
  { people: 2000, reliability: 0.8 },
  { people: 2000, reliability: 0.7 },
];
/** Below these shares of false claims the ordinary test would not show why there must be another. */
const ordinaryClaims = new Map([
  ["400 at 0.8", 0.12],
  ["400 at 0.7", 0.2],
  ["2000 at 0.8", 0.45],
  ["2000 at 0.7", 0.75],
]);

/** How many studies the ordinary test and the construct verdict are asked at each cell. */
const studiesOf: Readonly<Record<Scale, { readonly ordinary: number; readonly construct: number }>> = {
  short: { ordinary: 120, construct: 2 },
  full: { ordinary: 6_000, construct: 200 },
};

/** The construct verdict beside the ordinary test (statistics: Westfall & Yarkoni 2016). */
export const errorsInVariables: Proof = {
  id: "S9",
  promise: "Errors in the stated item do not pass for an implicit effect: the construct verdict claims one in ≤ 5 %.",
  run({ seed, scale }) {
    const studied = cells.map((cell) => ({ cell, claims: claimsAt(cell, seed, scale) }));
    const found = rateOf(studiesOf[scale].construct, (run) =>
      carriesMore({ ...truth, implicit: EFFECT, people: 2000, reliability: 0.8 }, seed, 9_000_000 + run),
    );
    const isCellMet = ({ cell, claims }: (typeof studied)[number]) => {
      const least = ordinaryClaims.get(nameOf(cell));
      const ordinary = isWithin(claims.ordinary, least === undefined ? [0.04, 0.06] : [least, 1], scale);
      return ordinary && isWithin(claims.construct, [0, 0.05], scale);
    };
    return Promise.resolve({
      isMet: studied.every(isCellMet) && isWithin(found, [0.8, 1], scale),
      figures: {
        studiesOfOrdinaryTest: studiesOf[scale].ordinary,
        studiesOfConstructVerdict: studiesOf[scale].construct,
        ...Object.fromEntries(
          studied.flatMap(({ cell, claims }) => [
            [`ordinary, n = ${nameOf(cell)}`, shareOf(claims.ordinary)],
            [`construct, n = ${nameOf(cell)}`, shareOf(claims.construct)],
          ]),
        ),
        "found where there is an effect": shareOf(found),
      },
    });
  },
};

function nameOf({ people, reliability }: Cell): string {
  return `${people} at ${reliability}`;
}

function claimsAt(cell: Cell, seed: number, scale: Scale): Claims {
  const from = 1_000_000 * (cells.indexOf(cell) + 1);
  const study = { ...truth, ...cell };
  return {
    ordinary: rateOf(studiesOf[scale].ordinary, (run) => {
      const { columns, outcome } = drawStudy(randomStream(seed, from + run), study);
      const test = nestedTest(columns, { outcome, base: ["stated"], added: ["dscore"] });
      return "p" in test && test.p < 0.05;
    }),
    construct: rateOf(studiesOf[scale].construct, (run) => carriesMore(study, seed, from + run)),
  };
}

function carriesMore(study: StudyTruth, seed: number, stream: number): boolean {
  const { columns, outcome } = drawStudy(randomStream(seed, stream), study);
  const { verdict } = constructVerdict(columns, {
    outcome,
    stated: ["stated"],
    implicit: ["dscore"],
    statedReliability: { stated: study.reliability },
    seed: stream,
    simexReplicates: SIMEX_REPLICATES,
  });
  return verdict === "implicit carries more";
}
