import { columnOf } from "../../data/cohort.ts";
import { cellsOf, type DataTable, numbersOf } from "../../data/dataTable.ts";
import { measureOfKind } from "../../plan/measure.ts";
import {
  type CorrelationReport,
  correlation,
  correlationCoefficient,
} from "../../statistics/association/correlation.ts";
import {
  type DependentCorrelationsReport,
  dependentCorrelations,
} from "../../statistics/association/dependentCorrelations.ts";
import { type Description, describe } from "../../statistics/association/descriptives.ts";
import { compareGroups, type GroupComparison } from "../../statistics/association/groupComparison.ts";
import { type NpsReport, netPromoterScore } from "../../statistics/shares/netPromoterScore.ts";
import { answeredBy } from "../answeredBy.ts";
import { type Context, entriesOf, pairsOf } from "../context.ts";
import { unavailable } from "../unavailable.ts";
import { labelIn, labelsIn } from "../words.ts";

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
    if (!filled.includes(column))
      warn(unavailable("descriptives", "the column has no value", labelIn({ measures }, column)));
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

/** Net promoter score of everyone who answered the likelihood-to-recommend question and has an outcome (everyone who
 *  answered, where nobody has one); null without that question. Its error counts persons, not their rows. */
export function npsSection(context: Context): NpsReport | null {
  const measure = measureOfKind(context.measures, "likelihoodToRecommend");
  if (measure === null) return null;
  const { cohort } = answeredBy(context, [measure.column]);
  const ratings = cohort.n > 0 ? columnOf(cohort, measure.column) : presentNumbers(context.table, measure.column);
  return ratings.length === 0 ? null : netPromoterScore(ratings, cohort.n > 0 ? cohort.persons : null);
}

/** Correlations of every measure with the outcome and with every other measure, among the people who have both. */
export function correlations(context: Context): Readonly<Record<string, CorrelationReport>> {
  const { measures, outcome } = context;
  const withOutcome = measures.map(({ column }) => [column, outcome.column] as const);
  const among = pairsOf(measures.map(({ column }) => column));
  const compared = [...withOutcome, ...among].flatMap(([x, y]) => {
    const { cohort } = answeredBy(context, [x, y]);
    if (cohort.n < 3) return [];
    const values = (column: string) => (column === outcome.column ? cohort.outcome : columnOf(cohort, column));
    return [[`${x}__${y}`, correlation(values(x), values(y))] as const];
  });
  return Object.fromEntries(compared);
}

/** For every pair of measures: does the later correlate more with the outcome than the earlier? */
export function dependentCorrelationsSection(context: Context): Readonly<Record<string, DependentCorrelationsReport>> {
  const { measures, warn } = context;
  const compared = pairsOf(measures.map(({ column }) => column)).flatMap(([earlier, later]) => {
    const { cohort } = answeredBy(context, [earlier, later]);
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
      warn(
        unavailable(
          "dependent_correlations",
          "a correlation is undefined or exactly 1",
          labelsIn({ measures }, [later, earlier], " − "),
        ),
      );
      return [];
    }
    return [[name, dependentCorrelations({ jk, jh, kh, n: cohort.n })] as const];
  });
  return Object.fromEntries(compared);
}

/** Scores of buyers against non-buyers, per measure. */
export function buyersVsNonbuyers(context: Context): Readonly<Record<string, GroupComparison>> {
  const compared = context.measures.flatMap(({ column }) => {
    const { cohort } = answeredBy(context, [column]);
    const isTwoEach = cohort.buyers > 0 && cohort.buyers < cohort.n;
    return isTwoEach ? [[column, compareGroups(columnOf(cohort, column), cohort.outcome)] as const] : [];
  });
  return Object.fromEntries(compared);
}

/** Empty cells per column of the table. */
export function missingCounts(table: DataTable): Readonly<Record<string, number>> {
  return entriesOf([...table.columns.keys()], (column) => [
    column,
    cellsOf(table, column).filter((cell) => cell === null).length,
  ]);
}
