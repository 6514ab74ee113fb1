import type { DataTable } from "../load/dataTable.ts";
import type { AnalysisPlan, PlannedOutcome } from "../load/plan.ts";
import type { Answer, Question } from "./answers/answer.ts";
import { binarySections } from "./binarySections.ts";
import { cohortOf, type FlowStep } from "./cohort.ts";
import type { Context } from "./context.ts";
import { comparedMeasures, primaryMeasures } from "./measure.ts";
import { noticeStudy } from "./notices.ts";
import { undecidedSections } from "./undecidedSections.ts";

/** What a comparison is computed with, beside the data and the plan. */
export type CompareOptions = {
  /** Seed of folds and resamples where the plan names none. */
  readonly seed: number;
  /** Resamples read from the plan's index file: zero-based rows, or persons by first appearance. */
  readonly resamples?: readonly Int32Array[];
  /** What was compared and by which version, for the record. */
  readonly identity?: { readonly data_sha256: string; readonly plan_sha256: string; readonly version: string };
};

/** Everything `compare` found, in the names of formats.md §3; sections that do not apply are absent or null. */
export type Comparison = {
  readonly answers: Readonly<Record<Question, Answer>>;
  readonly flow: readonly FlowStep[];
  readonly warnings: readonly string[];
  readonly seed: number;
  readonly [section: string]: unknown;
};

/** Compares stated and implicit measures as predictors of what people did. Pure: the same table, plan and options give
 *  the same numbers. The plan must fit the table (`checkPlan`). Undefined numbers are null and explained in `warnings`;
 *  nothing is flipped or silently dropped. */
export function compareMeasures(table: DataTable, plan: AnalysisPlan, options: CompareOptions): Comparison {
  const warnings: string[] = [];
  const warn = (sentence: string) => {
    if (!warnings.includes(sentence)) warnings.push(sentence);
  };
  const measures = comparedMeasures(plan);
  const outcome = binaryOutcome(plan);
  const context: Context = {
    table,
    plan,
    outcome,
    measures,
    primary: primaryMeasures(plan, measures),
    cohort: cohortOf(table, plan, { outcome, measures }),
    warn,
  };
  noticeStudy(context);
  const { buyers, n, flow } = context.cohort;
  const isDecidable = buyers > 0 && buyers < n;
  const sections = isDecidable ? binarySections(context, options) : undecidedSections(context);
  return { ...sections, flow, warnings, seed: options.seed, ...options.identity };
}

function binaryOutcome(plan: AnalysisPlan): PlannedOutcome {
  const outcome = [plan.outcome, ...(plan.outcomes ?? [])].find((planned) => planned?.kind === "binary");
  if (outcome === undefined) throw new RangeError("the plan has no 0/1 outcome");
  return outcome;
}
