import { incrementTests } from "../../../analysis/findings/answers/binaryAnswers.ts";
import { headlineGains } from "../../../analysis/findings/models/expectedGains.ts";
import { fitLadder, ladderCoefficients } from "../../../analysis/findings/models/fitLadder.ts";
import { nestedTestsSection } from "../../../analysis/findings/models/modelSections.ts";
import type { Proof, Scale } from "../proof.ts";
import { isHolding, isRare, isWithin, meanOf, type Rate, shareOf } from "./chance.ts";
import { type Cell, cells, drawPopulation, type Population, trueAuc, withContext } from "./designGrid.ts";

const studiesOf: Readonly<Record<Scale, number>> = { short: 8, full: 1_000 };
/** A study of two thousand takes as long as ten small ones. */
const FEWER = 5;

/** The rule of "adds" beside the one it took the place of: the interval of the expected gain, and p < .05. */
export const gainCoverage: Proof = {
  id: "S14",
  promise:
    "Where nothing is added, the interval of the expected gain lies above 0 in at most 6 % of studies; it covers in at least 93 %.",
  run({ seed, scale }) {
    const studies = Number(process.env["SAYDO_STUDIES"] ?? studiesOf[scale]);
    const found = cells.flatMap((cell, at) =>
      (["noIncrement", "increment"] as const).map((truth) => {
        const own = cell.people > 1000 ? Math.max(2, Math.round(studies / FEWER)) : studies;
        return { cell, truth, ...ratesOf({ cell, truth }, { seed: (seed % 1_000_000) * 1000 + at, studies: own }) };
      }),
    );
    return Promise.resolve({
      isMet: found.every(
        ({ truth, covers, above }) =>
          (scale === "short" ? isWithin(covers, [0.93, 1], scale) : isHolding(covers)) &&
          (truth === "increment" || (scale === "short" ? isWithin(above, [0, 0.06], scale) : isRare(above))),
      ),
      figures: {
        studies,
        ...Object.fromEntries(
          found.flatMap(({ cell, truth, covers, above, significant }) => {
            const name = `${cell.name}, ${truth === "increment" ? "gain" : "no gain"}`;
            return [
              [`${name}: covers`, shareOf(covers)],
              [`${name}: above 0`, shareOf(above)],
              [`${name}: p < .05`, shareOf(significant)],
            ];
          }),
        ),
      },
    });
  },
};

type Question = { readonly cell: Cell; readonly truth: "noIncrement" | "increment" };
type Gain = { readonly interval: readonly [number, number]; readonly p: number; readonly truly: number };

function ratesOf({ cell, truth }: Question, { seed, studies }: { readonly seed: number; readonly studies: number }) {
  const population = drawPopulation(cell, truth);
  const gains: Gain[] = [];
  for (let run = 0; run < studies; run += 1)
    withContext({ cell, truth, seed: seed * 1_009 + run }, (context) => {
      const gain = gainOf(context, population);
      if (gain !== null) gains.push(gain);
    });
  // What models fitted to samples of this size gain on average is what the interval is of.
  const { mean } = meanOf(gains.map(({ truly }) => truly));
  const rate = (happens: (gain: Gain) => boolean): Rate => ({ hits: gains.filter(happens).length, runs: gains.length });
  return {
    covers: rate(({ interval }) => interval[0] <= mean && mean <= interval[1]),
    above: rate(({ interval }) => interval[0] > 0),
    significant: rate(({ p }) => p < 0.05),
  };
}

function gainOf(context: Parameters<typeof fitLadder>[0], population: Population): Gain | null {
  const ladder = fitLadder(context);
  const tests = incrementTests(nestedTestsSection(context, ladder));
  const expected = headlineGains(context, ladder, { ...tests, stated: null }).implicit;
  const { M_full: full, M_stated: stated } = ladderCoefficients(ladder);
  if (expected === null || tests.implicit === null || !full || !stated) return null;
  return {
    interval: expected.ci95,
    p: tests.implicit.p,
    truly: trueAuc(population, full) - trueAuc(population, stated),
  };
}
