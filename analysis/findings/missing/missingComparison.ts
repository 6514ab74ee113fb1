import { codedOutcome } from "../../data/cohort.ts";
import { cellsOf, numbersOf, textCell } from "../../data/dataTable.ts";
import { imputationPredictors } from "../../statistics/missing/imputationPredictors.ts";
import { impute } from "../../statistics/missing/impute.ts";
import { type MissingSections, missingSections } from "../../statistics/missing/missingSections.ts";
import { type IncompleteColumns, incompleteColumn } from "../../statistics/missing/table.ts";
import { dummyColumns } from "../../statistics/models/logistic/design.ts";
import type { Context } from "../context.ts";
import { missingCounts } from "../measures/describeSections.ts";
import { ladderOf } from "../models/ladder.ts";
import { labelsIn } from "../words.ts";
import { type InverseProbability, inverseProbability } from "./inverseProbability.ts";
import { askedRows } from "./missingWeights.ts";

/** What is missing among the people asked, and what standing in for it changes. */
export type MissingComparison = MissingSections & { readonly inverse_probability?: InverseProbability | null };

/** The sections on missing data: counts, patterns, complete cases beside multiple imputation (chained predictive mean
 *  matching, pooled by Rubin's rules). Empty when no measure, outcome or covariate has a gap. */
export function missingComparison(context: Context, seed: number): MissingComparison {
  const { table, plan, outcome, warn, cohort } = context;
  const { full, implicit } = ladderOf(context);
  const stated = full.filter((name) => !implicit.includes(name));
  const rows = askedRows(context);
  const coded = codedOutcome(table, outcome);
  const pick = <T>(cells: readonly T[]) => rows.map((row) => cells[row] ?? null);
  const products = productColumns(context, rows);
  const columns: IncompleteColumns = {
    ...Object.fromEntries(numericColumns(context).map((column) => [column, pick(numbersOf(table, column))])),
    ...products,
    [outcome.column]: pick(coded),
  };
  const floor = [...plan.covariates, ...Object.keys(products)].filter(
    (name) => !cohort.dependent.some(({ column }) => column === name),
  );
  const modelled = [...full, ...floor, outcome.column, ...(plan.weight === undefined ? [] : [plan.weight])];
  const hasGap = modelled.some((name) => incompleteColumn(columns, name).includes(null));
  if (!hasGap || implicit.length === 0 || stated.length === 0) return {};
  const { sections, warnings } = missingSections({
    columns,
    imputed: imputedColumns(context, { columns, modelled, seed }),
    outcome: outcome.column,
    stated,
    implicit,
    floor,
    weight: plan.weight,
  });
  if (cohort.persons !== null)
    warn(
      "Missing values are counted and weighted for, not imputed: several rows belong to one person, and the imputation " +
        "would take them for as many people. The complete cases' own tests count rows.",
    );
  for (const sentence of warnings) warn(`Missing data: ${sentence}.`);
  return { ...sections, inverse_probability: inverseProbability(context, rows), missing_counts: missingCounts(table) };
}

// What is known of the people beside the model helps to fill its gaps, so every numeric column takes part.
function numericColumns({ table, plan, outcome }: Context): readonly string[] {
  const labels = [plan.participant, plan.product, outcome.column];
  return [...table.columns.keys()].filter((column) => !labels.includes(column) && textCell(table, column) === null);
}

function productColumns({ table, plan }: Context, rows: readonly number[]): IncompleteColumns {
  if (plan.product === undefined) return {};
  const cells = cellsOf(table, plan.product);
  const labels = rows.map((row) => cells[row] ?? null);
  if (labels.includes(null)) return {};
  const dummies = Object.entries(dummyColumns(plan.product, labels.map(String)));
  return Object.fromEntries(dummies.map(([name, values]) => [name, Array.from(values)]));
}

const MOST_COLUMNS = 30;

type Incomplete = {
  readonly columns: IncompleteColumns;
  readonly modelled: readonly string[];
  readonly seed: number;
};

function imputedColumns(context: Context, { columns, modelled, seed }: Incomplete) {
  const { plan, cohort } = context;
  if (cohort.persons !== null) return [];
  const known = (name: string) => incompleteColumn(columns, name).filter((value) => value !== null);
  const varies = (name: string) => new Set(known(name)).size > 1;
  const beside = Object.keys(columns).filter((name) => varies(name) && !modelled.includes(name));
  const hasGaps = (name: string) => incompleteColumn(columns, name).includes(null);
  const chosen = [
    ...modelled.filter((name, at) => varies(name) && modelled.indexOf(name) === at),
    ...[...beside.filter(hasGaps), ...beside.filter((name) => !hasGaps(name))],
  ].slice(0, Math.max(MOST_COLUMNS, modelled.length));
  if (chosen.some((name) => known(name).length < 2)) return [];
  const taken = Object.fromEntries(chosen.map((name) => [name, columns[name]!]));
  tellPredictors(
    context,
    taken,
    Object.keys(columns).filter((name) => !chosen.includes(name)),
  );
  return impute(taken, { tables: plan.imputations, seed });
}

/** Says which columns fill the gaps, and which of them say nothing of a column where it is known. */
function tellPredictors(context: Context, columns: IncompleteColumns, unused: readonly string[]): void {
  const { warn } = context;
  const name = (list: readonly string[]) => labelsIn(context, list);
  const names = Object.keys(columns);
  const left =
    unused.length === 0 ? "" : ` Not used: ${name(unused)} (one value only, or beyond ${MOST_COLUMNS} columns).`;
  warn(`Missing values are imputed from ${name(names)}.${left}`);
  for (const [target, used] of Object.entries(imputationPredictors(columns))) {
    const dropped = names.filter((column) => column !== target && !used.includes(column));
    if (dropped.length > 0)
      warn(
        `${name(dropped)} cannot help to impute ${name([target])}: one value wherever ${name([target])} is known, or it follows from ` +
          "the other columns.",
      );
  }
}
