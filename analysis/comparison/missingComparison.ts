import { numbersOf, textCell } from "../load/dataTable.ts";
import { impute } from "../missing/impute.ts";
import { missingSections } from "../missing/missingSections.ts";
import { type IncompleteColumns, incompleteColumn } from "../missing/table.ts";
import { codedOutcome } from "./cohort.ts";
import type { Context } from "./context.ts";
import { missingCounts } from "./describeSections.ts";
import { inverseProbability } from "./inverseProbability.ts";
import { ladderOf } from "./ladder.ts";
import { askedRows } from "./missingWeights.ts";

/** The sections on missing data: counts, patterns, complete cases beside multiple imputation (chained predictive mean
 *  matching, pooled by Rubin's rules). Empty when no measure, outcome or covariate has a gap. */
export function missingComparison(context: Context, seed: number): Readonly<Record<string, unknown>> {
  const { table, plan, outcome, warn, cohort } = context;
  const { full, implicit } = ladderOf(context);
  const stated = full.filter((name) => !implicit.includes(name));
  const modelled = [...full, ...plan.covariates];
  const rows = askedRows(context);
  const coded = codedOutcome(table, outcome);
  const pick = (cells: readonly (number | null)[]) => rows.map((row) => cells[row] ?? null);
  const columns: IncompleteColumns = {
    ...Object.fromEntries(numericColumns(context).map((column) => [column, pick(numbersOf(table, column))])),
    [outcome.column]: pick(coded),
  };
  const hasGap = [...modelled, outcome.column].some((name) => incompleteColumn(columns, name).includes(null));
  if (!hasGap || implicit.length === 0 || stated.length === 0) return {};
  const { sections, warnings } = missingSections({
    columns,
    imputed: imputedColumns(context, columns, seed),
    outcome: outcome.column,
    stated,
    implicit,
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

const MOST_COLUMNS = 30;

function imputedColumns({ plan, cohort }: Context, columns: IncompleteColumns, seed: number) {
  if (cohort.persons !== null) return [];
  const known = (name: string) => incompleteColumn(columns, name).filter((value) => value !== null);
  const usable = Object.keys(columns).filter((name) => new Set(known(name)).size > 1);
  const needed = usable.filter((name) => incompleteColumn(columns, name).includes(null));
  const whole = usable.filter((name) => !needed.includes(name));
  const chosen = [...needed, ...whole].slice(0, Math.max(MOST_COLUMNS, needed.length));
  if (chosen.some((name) => known(name).length < 2)) return [];
  return impute(Object.fromEntries(chosen.map((name) => [name, columns[name]!])), {
    tables: plan.imputations,
    seed,
  });
}
