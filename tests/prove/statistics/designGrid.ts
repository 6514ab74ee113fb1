import type { DataTable } from "../../../analysis/data/dataTable.ts";
import { contextsOf } from "../../../analysis/findings/compareMeasures.ts";
import { expectedAuc } from "../../../analysis/statistics/models/logistic/expectedGain.ts";
import { AnalysisPlan } from "../../../experiments/contract/plan.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { tableOf } from "../../analysis/findings/tables.ts";
import { meanOf } from "./chance.ts";

/** A design in which every verdict has to keep its word. */
export type Cell = {
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
export const cells: readonly Cell[] = [
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
 *  but adds nothing; the implicit score adds (for power). */
export type Truth = "nothing" | "equal" | "noIncrement" | "increment";

const plan = (cell: Cell): AnalysisPlan =>
  AnalysisPlan.parse({
    simulated: true,
    outcome: "bought",
    outcome_class: "observed-purchase",
    participant: "person",
    stated: [{ column: "stated", yes: ">0" }],
    claims: [{ statement: "as many as everybody", measure: "stated", reading: "ppv", value: shareOfBuyers(cell) }],
    implicit: Array.from({ length: cell.implicit }, (_, at) => `score${at + 1}`),
    ...(cell.weighted ? { weight: "w" } : {}),
    folds: { k: 10, repeats: 2 },
    bootstrap: { resamples: 1 },
  });

/** What share buys where nothing predicts: people's own inclinations move it where they have several rows. */
function shareOfBuyers(cell: Cell): number {
  return cell.rows === 1 ? cell.baseRate : meanOf([...drawPopulation(cell, "nothing").chance]).mean;
}

export type PlacedContext = ReturnType<typeof contextsOf>[number];

type Drawn = { readonly cell: Cell; readonly truth: Truth; readonly seed: number };

/** Hands over what a study of the design found, where at least two buy and two do not. */
export function withContext({ cell, truth, seed }: Drawn, judge: (context: PlacedContext) => void): void {
  const [context] = contextsOf(draw(cell, truth, { people: cell.people, seed }).table, plan(cell), () => undefined);
  if (context !== undefined && context.cohort.buyers >= 2 && context.cohort.n - context.cohort.buyers >= 2)
    judge(context);
}

/** Many people of a design with what each would do: on them the models of every study are judged. */
export type Population = { readonly table: DataTable; readonly chance: Float64Array };
const POPULATION = 4000;
const POPULATION_SEED = 77;

export function drawPopulation(cell: Cell, truth: Truth): Population {
  return draw(cell, truth, { people: POPULATION / cell.rows, seed: POPULATION_SEED });
}

/** The AUC of a study's model on many new people. */
export function trueAuc({ table, chance }: Population, model: Readonly<Record<string, number>>): number {
  const columns = Object.entries(model).flatMap(([name, beta]) => {
    const cells = table.columns.get(name);
    return cells === undefined ? [] : [{ cells, beta }];
  });
  const eta = Float64Array.from(chance, (_, row) =>
    columns.reduce((sum, { cells, beta }) => sum + beta * Number(cells[row]), 0),
  );
  return expectedAuc(eta, chance, new Float64Array(chance.length).fill(1));
}

function draw(cell: Cell, truth: Truth, of: { readonly people: number; readonly seed: number }): Population {
  const random = randomStream(of.seed, { nothing: 1, equal: 2, noIncrement: 3, increment: 4 }[truth]);
  const rows = Array.from({ length: of.people }, (_, person) => {
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
      const effect = (truth === "nothing" ? 0 : 0.8 * attitude) + (truth === "increment" ? 0.6 * scores[0]! : 0);
      const logOdds = Math.log(cell.baseRate / (1 - cell.baseRate)) + 0.5 * own + effect + slope * (scores[0] ?? 0);
      const chance = 1 / (1 + Math.exp(-logOdds));
      return { person, stated, scores, weight, chance, bought: random.uniform() < chance ? 1 : 0 };
    });
  }).flat();
  const table = tableOf({
    person: rows.map((row) => row.person),
    stated: rows.map((row) => row.stated),
    ...Object.fromEntries(
      Array.from({ length: cell.implicit }, (_, at) => [`score${at + 1}`, rows.map((row) => row.scores[at]!)]),
    ),
    w: rows.map((row) => row.weight),
    bought: rows.map((row) => row.bought),
  });
  return { table, chance: Float64Array.from(rows, (row) => row.chance) };
}
