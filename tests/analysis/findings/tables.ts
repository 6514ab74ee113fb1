import { checkPlan } from "../../../analysis/data/checkPlan.ts";
import type { Cell, DataTable } from "../../../analysis/data/dataTable.ts";
import { type Compared, type CompareOptions, compareMeasures } from "../../../analysis/findings/compareMeasures.ts";
import { AnalysisPlan, type AnalysisPlanInput } from "../../../experiments/contract/plan.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";

/** A table from named columns of one length. */
export function tableOf(columns: Readonly<Record<string, readonly Cell[]>>): DataTable {
  return { rows: Object.values(columns)[0]?.length ?? 0, columns: new Map(Object.entries(columns)) };
}

/** The rows of a table whose cell in a column is this one. */
export function rowsWhere(table: DataTable, column: string, value: Cell): DataTable {
  const flags = table.columns.get(column);
  const kept = [...(table.columns.values().next().value ?? [])].flatMap((_, row) =>
    flags?.[row] === value ? [row] : [],
  );
  const pick = (cells: readonly Cell[]) => kept.map((row) => cells[row]!);
  return { rows: kept.length, columns: new Map([...table.columns].map(([name, cells]) => [name, pick(cells)])) };
}

/** Compares by a plan written as a person writes it, with few resamples unless told. Throws when the plan does not fit. */
export function compareBy(input: AnalysisPlanInput, table: DataTable, options: CompareOptions = { seed: 1 }): Compared {
  const plan = AnalysisPlan.parse({ bootstrap: { resamples: 5 }, folds: { k: 5, repeats: 2 }, ...input });
  const place = () => ({ line: 1, column: 1 });
  const [problem] = checkPlan(plan, table, { file: "plan.yaml", dataFile: "data.csv", locate: place });
  if (problem) throw new Error(problem.detail);
  return compareMeasures(table, plan, options);
}

/** How simulated people of a test differ. */
export type Truth = {
  readonly n: number;
  readonly seed: number;
  readonly attitude: number;
  readonly implicit: number;
  /** Share of true variance in the stated item. */
  readonly reliability?: number;
  /** How much the implicit score follows the attitude, -1 to 1. */
  readonly correlation?: number;
};

/** Simulated people: a stated item, an implicit score and whether they bought, by a logistic truth. */
export function simulated({ n, seed, attitude, implicit, reliability = 1, correlation = 0.5 }: Truth): DataTable {
  const random = randomStream(seed);
  const people = Array.from({ length: n }, () => {
    const liking = random.normal();
    const association = correlation * liking + Math.sqrt(1 - correlation ** 2) * random.normal();
    const noise = Math.sqrt((1 - reliability) / reliability);
    const logOdds = -0.4 + attitude * liking + implicit * association;
    return {
      stated: liking + noise * random.normal(),
      score: association,
      bought: random.uniform() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0,
    };
  });
  return tableOf({
    id: people.map((_, index) => index),
    stated: people.map((person) => person.stated),
    score: people.map((person) => person.score),
    bought: people.map((person) => person.bought),
  });
}

/** Three hundred people whose attitude and implicit score both matter, and the shortest plan about them. */
export const people = simulated({ n: 300, seed: 11, attitude: 1, implicit: 0.8 });
export const PLAN: AnalysisPlanInput = {
  outcome: "bought",
  stated: ["stated"],
  implicit: ["score"],
  outcome_class: "observed-purchase",
};
