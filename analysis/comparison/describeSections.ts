import { cellsOf, type DataTable, numbersOf } from "../load/dataTable.ts";
import { type CorrelationReport, correlation, correlationCoefficient } from "../metrics/correlation.ts";
import { type DependentCorrelationsReport, dependentCorrelations } from "../metrics/dependentCorrelations.ts";
import { type Description, describe } from "../metrics/descriptives.ts";
import { compareGroups, type GroupComparison } from "../metrics/groupComparison.ts";
import { type NpsReport, netPromoterScore } from "../metrics/netPromoterScore.ts";
import { columnOf } from "./cohort.ts";
import { type Context, entriesOf, pairsOf } from "./context.ts";
import { measureOfKind } from "./measure.ts";

/** A description with the number of empty cells. */
export type DescribedColumn = Description & { readonly missing: number };

/** Every measure, described column and covariate over all rows where it is present. */
export function descriptives({
  table,
  plan,
  outcome,
  measures,
  warn,
}: Context): Readonly<Record<string, DescribedColumn>> {
  const quantity = outcome.kind === "binary" ? [] : [outcome.column];
  const scores = measures.map(({ column }) => column);
  const columns = [...new Set([...scores, ...plan.describe, ...plan.covariates, ...quantity])];
  const filled = columns.filter((column) => presentNumbers(table, column).length > 0);
  for (const column of columns) {
    if (!filled.includes(column)) warn(`descriptives.${column} is null: the column has no value.`);
  }
  return entriesOf(filled, (column) => {
    const values = presentNumbers(table, column);
    return [column, { ...describe(values), missing: table.rows - values.length }];
  });
}

/** The values of a column that are there. */
export function presentNumbers(table: DataTable, column: string): readonly number[] {
  return numbersOf(table, column).filter((value) => value !== null);
}

/** Net promoter score of all who answered the likelihood-to-recommend question; null without that question. */
export function npsSection({ table, measures }: Context): NpsReport | null {
  const measure = measureOfKind(measures, "likelihoodToRecommend");
  if (measure === null) return null;
  const ratings = presentNumbers(table, measure.column);
  return ratings.length === 0 ? null : netPromoterScore(ratings);
}

/** Correlations of every measure with the outcome and with every other measure, on the analysed rows. */
export function correlations({ cohort, measures }: Context): Readonly<Record<string, CorrelationReport>> {
  const withOutcome = measures.map(({ column }) => [column, cohort.outcomeName] as const);
  const among = pairsOf(measures.map(({ column }) => column));
  const values = (column: string) => (column === cohort.outcomeName ? cohort.outcome : columnOf(cohort, column));
  return entriesOf([...withOutcome, ...among], ([x, y]) => [`${x}__${y}`, correlation(values(x), values(y))]);
}

/** For every pair of measures: does the later correlate more with the outcome than the earlier? */
export function dependentCorrelationsSection({
  cohort,
  measures,
  warn,
}: Context): Readonly<Record<string, DependentCorrelationsReport>> {
  const compared = pairsOf(measures.map(({ column }) => column)).flatMap(([earlier, later]) => {
    const name = `${later}_vs_${earlier}_with_${cohort.outcomeName}`;
    const [k, h] = [columnOf(cohort, later), columnOf(cohort, earlier)];
    const triple = {
      jk: correlationCoefficient(k, cohort.outcome),
      jh: correlationCoefficient(h, cohort.outcome),
      kh: correlationCoefficient(k, h),
    };
    const { jk, jh, kh } = triple;
    const isComparable = [jk, jh, kh].every((r) => r !== null && Math.abs(r) < 1) && cohort.n > 3;
    if (!isComparable || jk === null || jh === null || kh === null) {
      warn(`dependent_correlations.${name} is null: a correlation is undefined or exactly 1.`);
      return [];
    }
    return [[name, dependentCorrelations({ jk, jh, kh, n: cohort.n })] as const];
  });
  return Object.fromEntries(compared);
}

/** Scores of buyers against non-buyers, per measure. */
export function buyersVsNonbuyers({ cohort, measures }: Context): Readonly<Record<string, GroupComparison>> {
  return entriesOf(measures, ({ column }) => [column, compareGroups(columnOf(cohort, column), cohort.outcome)]);
}

/** Empty cells per column of the table. */
export function missingCounts(table: DataTable): Readonly<Record<string, number>> {
  return entriesOf([...table.columns.keys()], (column) => [
    column,
    cellsOf(table, column).filter((cell) => cell === null).length,
  ]);
}
