import type { DataTable } from "../../../analysis/data/dataTable.ts";
import { incrementAnswer } from "../../../analysis/findings/answers/incrementAnswers.ts";
import { rankingAnswer } from "../../../analysis/findings/answers/rankingAnswer.ts";
import { calibrationAnswer, worthAnswer } from "../../../analysis/findings/answers/worthAnswers.ts";
import { analysedFolds } from "../../../analysis/findings/calibration/analysedFolds.ts";
import { crossValidationSection, repeatedSection } from "../../../analysis/findings/calibration/validationSections.ts";
import { contextsOf } from "../../../analysis/findings/compareMeasures.ts";
import { fitLadder } from "../../../analysis/findings/models/fitLadder.ts";
import { nestedTestsSection } from "../../../analysis/findings/models/modelSections.ts";
import { replicateJobs } from "../../../analysis/findings/replicates.ts";
import { AnalysisPlan } from "../../../experiments/contract/plan.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { tableOf } from "../../analysis/findings/tables.ts";
import type { Proof, Scale } from "../proof.ts";
import { isWithin, meanOf, type Rate, rounded } from "./chance.ts";

/** A design in which every verdict has to keep its word. */
type Cell = {
  readonly name: string;
  readonly people: number;
  readonly rows: number;
  readonly baseRate: number;
  readonly weighted: boolean;
  /** SD between people of the implicit slope, whose mean is 0. */
  readonly slopes: number;
  readonly implicit: number;
};

const plain = { rows: 1, weighted: false, slopes: 0, implicit: 1 } as const;
const cells: readonly Cell[] = [
  { ...plain, name: "n 100, 30 %", people: 100, baseRate: 0.3 },
  { ...plain, name: "n 400, 30 %", people: 400, baseRate: 0.3 },
  { ...plain, name: "n 400, 3 %", people: 400, baseRate: 0.03 },
  { ...plain, name: "n 2,000, 30 %", people: 2000, baseRate: 0.3 },
  { ...plain, name: "n 2,000, 3 %", people: 2000, baseRate: 0.03 },
  { ...plain, name: "n 400, weights", people: 400, baseRate: 0.3, weighted: true },
  { ...plain, name: "100 people × 4, slopes differ", people: 100, rows: 4, baseRate: 0.3, slopes: 1 },
  { ...plain, name: "n 400, two implicit", people: 400, baseRate: 0.3, implicit: 2 },
];

/** Nothing predicts; two measures rank equally well; the attitude is stated without error and the implicit score follows it
 *  but adds nothing. */
type Null = "nothing" | "equal" | "noIncrement";

const studiesOf: Readonly<Record<Scale, number>> = { short: 5, full: 1_000 };
/** A study of two thousand takes as long as ten small ones. */
const FEWER = 5;
/** A random stream takes whole numbers below this. */
const SEEDS = 2 ** 31 - 1;
const plan = (cell: Cell): AnalysisPlan =>
  AnalysisPlan.parse({
    simulated: true,
    outcome: "bought",
    outcome_class: "observed-purchase",
    participant: "person",
    stated: [{ column: "stated", yes: ">0" }],
    implicit: Array.from({ length: cell.implicit }, (_, at) => `score${at + 1}`),
    ...(cell.weighted ? { weight: "w" } : {}),
    folds: { k: 10, repeats: 2 },
    bootstrap: { resamples: 1 },
  });

/** False alarms of the verdicts, and coverage of the intervals printed beside them, over a grid of designs. */
export const verdictAlarms: Proof = {
  id: "S10",
  promise: "Each verdict is said in at most 6 % of studies in which it is wrong; intervals cover in 93–97 %.",
  run({ seed, scale }) {
    // A smaller full run for a busy machine: SAYDO_STUDIES=200.
    const studies = Number(process.env["SAYDO_STUDIES"] ?? studiesOf[scale]);
    const found = cells.map((cell, at) =>
      alarmsOf(cell, {
        seed: (seed % 1_000_000) * 1000 + at,
        studies: cell.people > 1000 ? Math.max(2, Math.round(studies / FEWER)) : studies,
      }),
    );
    const figures = Object.fromEntries(
      found.flatMap(({ cell, alarms, coverage }) => [
        ...Object.entries(alarms).map(([verdict, rate]) => [
          `${cell.name}: ${verdict}`,
          rounded(rate.hits / rate.runs),
        ]),
        ...Object.entries(coverage).map(([interval, covered]) => [
          `${cell.name}: ${interval} covers`,
          rounded(covered),
        ]),
      ]),
    );
    const all = found.map(({ alarms }) => alarms);
    const isMet =
      scale === "short"
        ? pooled(all).every((rate) => isWithin(rate, [0, 0.06], scale))
        : all.every((alarms) => Object.values(alarms).every(isRare));
    return Promise.resolve({ isMet, figures: { studiesACell: studies, ...figures } });
  },
};

// A rate above 6 % by more than two Monte Carlo errors is a broken promise; below, the number of studies leaves it open.
function isRare({ hits, runs }: Rate): boolean {
  return hits / runs <= 0.06 + 2 * Math.sqrt((0.06 * 0.94) / runs);
}

/** Each verdict's rate over all designs: a few studies a design say nothing about one of them. */
function pooled(all: readonly Readonly<Record<string, Rate>>[]): readonly Rate[] {
  return Object.keys(all[0] ?? {}).map((verdict) => ({
    hits: all.reduce((sum, alarms) => sum + (alarms[verdict]?.hits ?? 0), 0),
    runs: all.reduce((sum, alarms) => sum + (alarms[verdict]?.runs ?? 0), 0),
  }));
}

type Study = { readonly seed: number; readonly studies: number };

function alarmsOf(cell: Cell, { seed, studies }: Study) {
  const counts = { "E3 a winner": 0, "E4 implicit adds": 0, "E8 useful": 0, "E7 calibrated": 0 };
  const gains: { readonly low: number; readonly high: number; readonly mean: number }[] = [];
  let [ranked, covered] = [0, 0];
  for (let run = 0; run < studies; run += 1) {
    const own = (seed * 1_009 + run) % SEEDS;
    const equal = contextOf(cell, "equal", own);
    const ranking = equal === null ? null : rankingAnswer(equal);
    if (ranking !== null && ranking.interval !== null) {
      ranked += 1;
      if (ranking.interval[0] <= 0 && ranking.interval[1] >= 0) covered += 1;
      if (/better/.test(ranking.verdict)) counts["E3 a winner"] += 1;
    }
    const without = contextOf(cell, "noIncrement", own);
    const increment = without === null ? null : incrementOf(without, own);
    if (increment?.verdict === "implicit adds") counts["E4 implicit adds"] += 1;
    if (increment?.interval != null && increment.estimate !== null)
      gains.push({ low: increment.interval[0], high: increment.interval[1], mean: increment.estimate });
    const nothing = contextOf(cell, "nothing", own);
    const worth = nothing === null ? null : worthOf(nothing, own);
    if (worth?.useful === "useful") counts["E8 useful"] += 1;
    if (worth?.calibrated === "calibrated") counts["E7 calibrated"] += 1;
  }
  const truth = gains.length < 2 ? 0 : meanOf(gains.map(({ mean }) => mean)).mean;
  const holding = gains.filter(({ low, high }) => low <= truth && truth <= high).length;
  return {
    cell,
    alarms: Object.fromEntries(Object.entries(counts).map(([name, hits]) => [name, { hits, runs: studies }])),
    coverage: {
      ...(ranked > 0 ? { "E3 interval": covered / ranked } : {}),
      ...(gains.length > 1 ? { "E4 gain out of fold": holding / gains.length } : {}),
    },
  };
}

type PlacedContext = ReturnType<typeof contextsOf>[number];

function contextOf(cell: Cell, truth: Null, seed: number): PlacedContext | null {
  const [context] = contextsOf(draw(cell, truth, seed), plan(cell), () => undefined);
  const cohort = context?.cohort;
  return context === undefined || cohort === undefined || cohort.buyers < 2 || cohort.n - cohort.buyers < 2
    ? null
    : context;
}

function incrementOf(context: PlacedContext, seed: number) {
  const ladder = fitLadder(context);
  const nested = nestedTestsSection(context, ladder).add_implicit_to_stated;
  if (nested === undefined) return null;
  const robust = "robust_wald" in nested ? nested.robust_wald : undefined;
  const draws = { seed };
  const folds = analysedFolds(context, seed);
  return incrementAnswer(context, {
    added: "implicit",
    test: robust === undefined ? nested : robust,
    isPenalised: ladder.method === "firth",
    validated: crossValidationSection(context, ladder, folds),
    repeated: repeatedSection(context, ladder, { jobs: replicateJobs(context, ladder, draws), draws }),
  });
}

function worthOf(context: PlacedContext, seed: number) {
  const ladder = fitLadder(context);
  const validated = crossValidationSection(context, ladder, analysedFolds(context, seed));
  return { useful: worthAnswer(context, validated).verdict, calibrated: calibrationAnswer(context, validated).verdict };
}

function draw(cell: Cell, truth: Null, seed: number): DataTable {
  const random = randomStream(seed, { nothing: 1, equal: 2, noIncrement: 3 }[truth]);
  const rows = Array.from({ length: cell.people }, (_, person) => {
    const own = cell.rows > 1 ? random.normal() : 0;
    const slope = cell.slopes * random.normal();
    const weight = cell.weighted ? Math.exp(0.8 * random.normal()) : 1;
    return Array.from({ length: cell.rows }, () => {
      const attitude = random.normal();
      const noisy = () => (attitude + random.normal()) / Math.SQRT2;
      const scores = Array.from({ length: cell.implicit }, () =>
        truth === "equal" ? noisy() : 0.5 * attitude + Math.sqrt(0.75) * random.normal(),
      );
      const stated = truth === "equal" ? noisy() : attitude;
      const effect = truth === "nothing" ? 0 : 0.8 * attitude;
      const logOdds = Math.log(cell.baseRate / (1 - cell.baseRate)) + 0.5 * own + effect + slope * (scores[0] ?? 0);
      return { person, stated, scores, weight, bought: random.uniform() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0 };
    });
  }).flat();
  return tableOf({
    person: rows.map((row) => row.person),
    stated: rows.map((row) => row.stated),
    ...Object.fromEntries(
      Array.from({ length: cell.implicit }, (_, at) => [`score${at + 1}`, rows.map((row) => row.scores[at]!)]),
    ),
    w: rows.map((row) => row.weight),
    bought: rows.map((row) => row.bought),
  });
}
