import { columnOf } from "../../data/cohort.ts";
import { type DataTable, numbersOf } from "../../data/dataTable.ts";
import type { ComparedMeasure } from "../../plan/measure.ts";
import { correlationCoefficient } from "../../statistics/association/correlation.ts";
import { biserial, type Disattenuated, disattenuate } from "../../statistics/association/disattenuation.ts";
import { type IccReport, intraclassCorrelation } from "../../statistics/association/intraclassCorrelation.ts";
import { average } from "../../statistics/association/moments.ts";
import { type AlphaReport, alpha, type SplitHalfReport, splitHalf } from "../../statistics/association/reliability.ts";
import type { Context } from "../context.ts";
import { unavailable } from "../unavailable.ts";
import { labelIn } from "../words.ts";

/** `<scale>_alpha`, `<measure>_split_half`, `<measure>_icc`. */
export type ReliabilitySection = Readonly<Record<string, AlphaReport | SplitHalfReport | IccReport>>;

/** Reliability of every scale and of every measure whose halves are in the table, over the people who have all parts. */
export function reliabilitySection({ table, plan, measures, warn }: Context): ReliabilitySection {
  const enough = (name: string, columns: readonly (readonly number[])[]) => {
    const has = (columns[0]?.length ?? 0) >= 4;
    if (!has) warn(unavailable("reliability", "fewer than four people have all parts", labelIn({ measures }, name)));
    return has;
  };
  const scales = Object.entries(plan.scales).flatMap(([name, items]) => {
    const columns = completeColumns(table, items);
    return enough(name, columns) ? [[`${name}_alpha`, alpha(columns)] as const] : [];
  });
  const halves = measures.flatMap(({ column, halves: names }) => {
    if (names === null) return [];
    const columns = completeColumns(table, names);
    if (!enough(column, columns)) return [];
    const [a, b] = [columns[0]!, columns[1]!];
    return [
      [`${column}_split_half`, splitHalf(a, b)],
      [`${column}_icc`, intraclassCorrelation([a, b])],
    ] as const;
  });
  return Object.fromEntries<AlphaReport | SplitHalfReport | IccReport>([...scales, ...halves]);
}

/** The columns, over the rows where none of them is missing. */
export function completeColumns(table: DataTable, names: readonly string[]): readonly (readonly number[])[] {
  const columns = names.map((name) => numbersOf(table, name));
  const rows = [...Array(table.rows).keys()].filter((row) => columns.every((column) => column[row] !== null));
  return columns.map((column) => rows.map((row) => column[row]!));
}

/** Reliability of a measure: its halves stepped up to full length, else what the plan states; null when unknown. */
export function reliabilityOf(table: DataTable, measure: ComparedMeasure): number | null {
  if (measure.halves === null) return measure.reliability;
  const [a, b] = completeColumns(table, measure.halves);
  return a === undefined || b === undefined || a.length < 4 ? null : splitHalf(a, b).spearman_brown;
}

/** Correlations before and after correction for unreliability, and the biserial ones. */
export function disattenuation(context: Context): Readonly<Record<string, Disattenuated | number | null>> {
  const { table, cohort, measures } = context;
  const perMeasure = measures.flatMap((measure) => {
    const reliability = reliabilityOf(table, measure);
    const r = correlationCoefficient(columnOf(cohort, measure.column), cohort.outcome);
    if (r === null) return [];
    const name = `${measure.column}_${cohort.outcomeName}_correcting_predictor_only`;
    const corrected = reliability === null ? [] : [[name, disattenuate(r, reliability)] as const];
    const trait = biserial(r, cohort.buyers / cohort.n);
    return [...corrected, [`r_point_biserial_to_biserial_${measure.column}`, trait] as const];
  });
  return Object.fromEntries<Disattenuated | number | null>([...scalePairs(context), ...perMeasure]);
}

function scalePairs({ table, plan, measures }: Context): readonly (readonly [string, Disattenuated])[] {
  return Object.entries(plan.scales).flatMap(([name, items]) =>
    measures.flatMap((measure) => {
      const reliability = reliabilityOf(table, measure);
      if (reliability === null || items.includes(measure.column)) return [];
      const columns = completeColumns(table, [...items, measure.column]);
      const own = columns.slice(0, -1);
      if ((columns[0]?.length ?? 0) < 4) return [];
      const means = columns[0]!.map((_, row) => average(own.map((column) => column[row]!)));
      const r = correlationCoefficient(means, columns.at(-1)!);
      const consistency = alpha(own).alpha;
      if (r === null || consistency === null) return [];
      return [[`${name}_${measure.column}`, disattenuate(r, reliability, consistency)] as const];
    }),
  );
}
