import { incrementTests } from "../../../analysis/findings/answers/binaryAnswers.ts";
import { incrementAnswer } from "../../../analysis/findings/answers/incrementAnswers.ts";
import { rankingAnswer } from "../../../analysis/findings/answers/rankingAnswer.ts";
import { calibrationAnswer, worthAnswer } from "../../../analysis/findings/answers/worthAnswers.ts";
import { analysedFolds } from "../../../analysis/findings/calibration/analysedFolds.ts";
import { crossValidationSection } from "../../../analysis/findings/calibration/validationSections.ts";
import { claimsSection } from "../../../analysis/findings/claims/judgedClaims.ts";
import { headlineGains } from "../../../analysis/findings/models/expectedGains.ts";
import { fitLadder, ladderCoefficients } from "../../../analysis/findings/models/fitLadder.ts";
import { nestedTestsSection } from "../../../analysis/findings/models/modelSections.ts";
import type { Proof, Scale } from "../proof.ts";
import { isHolding, isRare, isWithin, meanOf, type Rate, shareOf } from "./chance.ts";
import {
  type Cell,
  cells,
  drawPopulation,
  type PlacedContext,
  type Population,
  trueAuc,
  withContext,
} from "./designGrid.ts";

const studiesOf: Readonly<Record<Scale, number>> = { short: 5, full: 1_000 };
/** A study of two thousand takes as long as ten small ones. */
const FEWER = 5;
/** A random stream takes whole numbers below this. */
const SEEDS = 2 ** 31 - 1;
/** False alarms of the verdicts, and coverage of the intervals printed beside them, over a grid of designs. */
export const verdictAlarms: Proof = {
  id: "S10",
  promise: "Each verdict is said in at most 6 % of studies in which it is wrong; intervals cover in 93–97 %.",
  run({ seed, scale }) {
    // A smaller full run for a busy machine: SAYDO_STUDIES=200.
    const studies = Number(process.env["SAYDO_STUDIES"] ?? studiesOf[scale]);
    const found = cells.map((cell, at) => {
      const ownStudies = cell.people > 1000 ? Math.max(2, Math.round(studies / FEWER)) : studies;
      const one = alarmsOf(cell, { seed: (seed % 1_000_000) * 1000 + at, studies: ownStudies });
      if (scale === "full")
        process.stderr.write(`${cell.name}: ${JSON.stringify({ ...one.alarms, ...one.coverage })}\n`);
      return one;
    });
    const figures = Object.fromEntries(
      found.flatMap(({ cell, alarms, coverage }) => [
        ...Object.entries(alarms).map(([verdict, rate]) => [`${cell.name}: ${verdict}`, shareOf(rate)]),
        ...Object.entries(coverage).map(([interval, covered]) => [
          `${cell.name}: ${interval} covers`,
          shareOf(covered),
        ]),
      ]),
    );
    const all = found.map(({ alarms: { [POWER]: _power, ...alarms } }) => alarms);
    const isMet =
      scale === "short"
        ? pooled(all).every((rate) => isWithin(rate, [0, 0.06], scale))
        : all.every((alarms) => Object.values(alarms).every(isRare)) &&
          found.every(({ coverage }) => Object.values(coverage).every(isHolding));
    return Promise.resolve({ isMet, figures: { studiesACell: studies, ...figures } });
  },
};

/** Each verdict's rate over all designs: a few studies a design say nothing about one of them. */
function pooled(all: readonly Readonly<Record<string, Rate>>[]): readonly Rate[] {
  return Object.keys(all[0] ?? {}).map((verdict) => ({
    hits: all.reduce((sum, alarms) => sum + (alarms[verdict]?.hits ?? 0), 0),
    runs: all.reduce((sum, alarms) => sum + (alarms[verdict]?.runs ?? 0), 0),
  }));
}

type Study = { readonly seed: number; readonly studies: number };

/** What was said of studies in which it is wrong (or, where it is right, for power), and what their intervals held. */
type Counted = { readonly alarms: Record<string, Rate>; readonly coverage: Record<string, Rate> };

function alarmsOf(cell: Cell, { seed, studies }: Study) {
  const counted: Counted = { alarms: {}, coverage: {} };
  const gains: Readonly<Record<"noIncrement" | "increment", Gained[]>> = { noIncrement: [], increment: [] };
  const populations = {
    noIncrement: drawPopulation(cell, "noIncrement"),
    increment: drawPopulation(cell, "increment"),
  };
  for (let run = 0; run < studies; run += 1) {
    const own = (seed * 1_009 + run) % SEEDS;
    withContext({ cell, truth: "equal", seed: own }, (context) => {
      const { verdict, interval } = rankingAnswer(context);
      if (interval === null) return;
      count(counted.coverage, "E3 interval", interval[0] <= 0 && interval[1] >= 0);
      count(counted.alarms, "E3 a winner", /better/.test(verdict));
    });
    for (const truth of ["noIncrement", "increment"] as const) {
      withContext({ cell, truth, seed: own }, (context) => {
        const { answer, gain } = incrementOf(context, own, populations[truth]);
        count(counted.alarms, truth === "increment" ? POWER : "E4 implicit adds", answer.verdict === "implicit adds");
        if (gain !== null && answer.interval !== null) gains[truth].push({ interval: answer.interval, gain });
      });
    }
    withContext({ cell, truth: "nothing", seed: own }, (context) => {
      const worth = worthOf(context, own);
      count(counted.alarms, "E8 useful", worth.useful === "useful");
      count(counted.alarms, "E7 calibrated", worth.calibrated === "calibrated");
      const [claim] = claimsSection(context);
      if (claim) count(counted.alarms, "E1 claim contradicted", claim.verdict === "contradicted");
    });
  }
  for (const [truth, found] of Object.entries(gains)) {
    const { mean } = meanOf(found.map(({ gain }) => gain));
    for (const { interval } of found)
      count(counted.coverage, `E4 expected gain, ${truth}`, interval[0] <= mean && mean <= interval[1]);
  }
  return { cell, ...counted };
}

/** An interval of the gain on other people, and what the models of that study in truth gain there. */
type Gained = { readonly interval: readonly [number, number]; readonly gain: number };

const POWER = "power: E4 implicit adds where it does";

function count(into: Record<string, Rate>, name: string, isHit: boolean): void {
  const { hits, runs } = into[name] ?? { hits: 0, runs: 0 };
  into[name] = { hits: hits + (isHit ? 1 : 0), runs: runs + 1 };
}

function incrementOf(context: PlacedContext, seed: number, population: Population) {
  const ladder = fitLadder(context);
  const tests = incrementTests(nestedTestsSection(context, ladder));
  const answer = incrementAnswer(context, {
    added: "implicit",
    test: tests.implicit,
    expected: headlineGains(context, ladder, tests).implicit,
    isPenalised: ladder.method === "firth",
    validated: crossValidationSection(context, ladder, analysedFolds(context, seed)),
  });
  const { M_full: full, M_stated: stated } = ladderCoefficients(ladder);
  const gain = full && stated ? trueAuc(population, full) - trueAuc(population, stated) : null;
  return { answer, gain };
}

function worthOf(context: PlacedContext, seed: number) {
  const ladder = fitLadder(context);
  const validated = crossValidationSection(context, ladder, analysedFolds(context, seed));
  return { useful: worthAnswer(context, validated).verdict, calibrated: calibrationAnswer(context, validated).verdict };
}
