import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { PlannedOutcome } from "../../experiments/contract/plannedOutcome.ts";
import type { ComparedMeasure } from "../plan/measure.ts";
import { parseRule, satisfies } from "../plan/rule.ts";
import { type DependentColumn, dependentColumns } from "../statistics/models/logistic/dependentColumns.ts";
import type { Columns } from "../statistics/models/logistic/design.ts";
import { dummyColumns } from "../statistics/models/logistic/design.ts";
import { type Cell, cellsOf, type DataTable, numbersOf } from "./dataTable.ts";

/** One step from all rows to the analysed ones. */
export type FlowStep = { readonly step: string; readonly n: number };

/** The rows every comparison is made on: outcome known and every measure, covariate and weight present. */
export type Cohort = {
  readonly n: number;
  /** Position of each row in the table. */
  readonly rows: readonly number[];
  readonly outcomeName: string;
  readonly outcome: readonly number[];
  readonly buyers: number;
  /** Numeric columns by name: measures, covariates, product dummies. */
  readonly columns: Columns;
  /** Column names of the floor: covariates and product dummies. */
  readonly floor: readonly string[];
  readonly orderColumns: readonly string[];
  readonly dummies: readonly string[];
  /** Predictors that no model can hold: constant on these rows, or following from others. The floor is without them. */
  readonly dependent: readonly DependentColumn[];
  /** Whose row it is; null when the plan names no participant column or every participant has one row. */
  readonly persons: readonly string[] | null;
  /** Positions in the table of what resamples draw: the analysed rows, or their persons by first appearance. */
  readonly units: readonly number[];
  readonly products: readonly string[] | null;
  /** Survey weights with mean 1, so that no test takes them for a number of people. */
  readonly weights: readonly number[] | null;
  readonly eligible: readonly boolean[] | null;
  readonly flow: readonly FlowStep[];
};

/** Chooses the analysed rows of a table for one outcome, counting who is lost at each step. */
export function cohortOf(
  table: DataTable,
  plan: AnalysisPlan,
  { outcome, measures }: { readonly outcome: PlannedOutcome; readonly measures: readonly ComparedMeasure[] },
): Cohort {
  const coded = codedOutcome(table, outcome);
  const exposure = outcome.exposure === undefined ? [] : [outcome.exposure];
  const needed = [...new Set([...neededColumns(plan, measures), ...exposure])];
  const labels = [plan.participant, plan.product].filter((column) => column !== undefined);
  const all = [...Array(table.rows).keys()];
  const known = all.filter((row) => coded[row] !== null);
  const isComplete = (row: number) =>
    [...needed, ...labels, ...plan.order].every((column) => cellsOf(table, column)[row] !== null);
  const rows = known.filter(isComplete);
  const pick = (column: string) => pickNumbers(table, column, rows);
  const text = (column: string) => rows.map((row) => String(cellsOf(table, column)[row]));
  const products = plan.product === undefined ? null : text(plan.product);
  const dummies = plan.product === undefined || products === null ? {} : dummyColumns(plan.product, products);
  const order = Object.assign({}, ...plan.order.map((column) => orderColumns(table, column, rows)));
  const persons = plan.participant === undefined ? null : text(plan.participant);
  const repeated = persons !== null && new Set(persons).size < persons.length ? persons : null;
  const columns = Object.fromEntries(needed.map((column) => [column, pick(column)]));
  const values = rows.map((row) => coded[row]!);
  const held = { ...columns, ...dummies };
  const floor = [...plan.covariates, ...Object.keys(dummies)];
  const modelled = [...floor, ...measures.filter(({ role }) => role !== "other").map(({ column }) => column)];
  const dependent = rows.length === 0 ? [] : dependentColumns(held, modelled);
  const isHeld = (name: string) => !dependent.some(({ column }) => column === name);
  return {
    n: rows.length,
    rows,
    outcomeName: outcome.column,
    outcome: values,
    buyers: values.filter((value) => value === 1).length,
    columns: { ...held, ...order },
    floor: floor.filter(isHeld),
    dependent,
    orderColumns: Object.keys(order),
    dummies: Object.keys(dummies),
    persons: repeated,
    units: repeated === null ? rows : personPositions(cellsOf(table, plan.participant!), repeated),
    products,
    weights: plan.weight === undefined ? null : withMeanOne(pick(plan.weight)),
    eligible: plan.eligible === undefined ? null : rows.map((row) => cellsOf(table, plan.eligible!)[row] === 1),
    flow: [
      { step: "rows in the table", n: table.rows },
      { step: `outcome ${outcome.column} known`, n: known.length },
      { step: "every measure and covariate present", n: rows.length },
    ],
  };
}

/** Weights scaled to sum to their number. */
export function withMeanOne(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => (weight * weights.length) / sum);
}

// In the order of first appearance among the analysed rows, which a dropped row can change.
function personPositions(cells: readonly Cell[], persons: readonly string[]): readonly number[] {
  const everybody = [...new Set(cells.filter((cell) => cell !== null).map(String))];
  const position = new Map(everybody.map((person, at) => [person, at]));
  return [...new Set(persons)].map((person) => position.get(person)!);
}

function neededColumns(plan: AnalysisPlan, measures: readonly ComparedMeasure[]): readonly string[] {
  const named = [...measures.map(({ column }) => column), ...Object.values(plan.models ?? {}).flat()];
  const extra = [
    ...plan.covariates,
    ...[plan.weight, plan.stated_first, plan.time_pressure].filter((column) => column !== undefined),
  ];
  return [...new Set([...named, ...extra])];
}

function pickNumbers(table: DataTable, column: string, rows: readonly number[]): readonly number[] {
  const numbers = numbersOf(table, column);
  return rows.map((row) => numbers[row]!);
}

function orderColumns(table: DataTable, column: string, rows: readonly number[]): Columns {
  const cells = cellsOf(table, column);
  const chosen = rows.map((row) => cells[row]!);
  const numbers = chosen.filter((cell) => typeof cell === "number");
  if (numbers.length === chosen.length) return { [column]: numbers };
  return dummyColumns(column, chosen.map(String));
}

/** The outcome as 0/1, null where it is missing or (with `against`) a tie. A plain column passes through. */
export function codedOutcome(table: DataTable, outcome: PlannedOutcome): readonly (number | null)[] {
  const numbers = numbersOf(table, outcome.column);
  if (outcome.rule === undefined) return numbers;
  const bought = parseRule(outcome.rule);
  const not = outcome.against === undefined ? null : parseRule(outcome.against);
  return numbers.map((value) => {
    if (value === null) return null;
    if (satisfies(bought, value)) return 1;
    return not === null || satisfies(not, value) ? 0 : null;
  });
}

/** A column of the analysed rows; throws RangeError when the cohort does not hold it. */
export function columnOf(cohort: Cohort, column: string): readonly number[] {
  const values = cohort.columns[column];
  if (values === undefined) throw new RangeError(`the analysed rows have no column ${column}`);
  return Array.from(values);
}
