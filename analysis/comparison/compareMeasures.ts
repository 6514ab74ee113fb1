import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { DataTable } from "../load/dataTable.ts";
import { outcomesOf } from "../load/planMentions.ts";
import type { Answer, Question } from "./answers/answer.ts";
import { binarySections, describingSections } from "./binarySections.ts";
import { cohortOf, type FlowStep } from "./cohort.ts";
import type { Context } from "./context.ts";
import { comparedMeasures, primaryMeasures } from "./measure.ts";
import { noticeStudy } from "./notices.ts";
import { quantityAnswer, quantitySections } from "./outcomeQuantities.ts";
import type { Draws } from "./replicates.ts";
import { unanswered, undecidedSections } from "./undecidedSections.ts";

/** What a comparison is computed with, beside the data and the plan: the seed of folds and resamples where the plan
 *  names none, supplied resamples, and replicates computed in threads. */
export type CompareOptions = Draws & {
  /** What was compared and by which version, for the record. */
  readonly identity?: {
    readonly data_sha256: string;
    readonly plan_sha256: string;
    readonly trials_sha256?: string;
    readonly version: string;
  };
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
  const contexts = contextsOf(table, plan, warn);
  const [first, ...others] = contexts;
  if (first === undefined) throw new RangeError("the plan names no outcome");
  noticeStudy(first);
  const main = mainSections(first, options);
  const further = others.map((context) => furtherSections(context, options));
  const quantities = contexts.filter(({ outcome }) => outcome.kind !== "binary").map(quantityAnswer);
  return {
    ...Object.assign({}, ...further),
    ...main,
    answers: { ...main.answers, ...(quantities[0] ? { E10: withOthers(quantities[0], quantities.slice(1)) } : {}) },
    flow: first.cohort.flow,
    warnings,
    seed: options.seed,
    ...options.identity,
  };
}

/** One context an outcome, the headline one first: the first yes/no outcome, else the first. */
export function contextsOf(table: DataTable, plan: AnalysisPlan, warn: Context["warn"]): readonly Context[] {
  const measures = comparedMeasures(plan);
  const primary = primaryMeasures(plan, measures);
  const contexts = outcomesOf(plan).map(({ outcome }) => {
    const cohort = cohortOf(table, plan, { outcome, measures });
    return { table, plan, outcome, measures, primary, cohort, warn };
  });
  return contexts.sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ outcome }: Context): number {
  return outcome.kind === "binary" ? 0 : 1;
}

type Answered = Readonly<Record<string, unknown>> & { readonly answers: Readonly<Record<Question, Answer>> };

function mainSections(context: Context, options: CompareOptions): Answered {
  const { buyers, n } = context.cohort;
  if (context.outcome.kind !== "binary") {
    const reason = `${context.outcome.column} is not a yes/no outcome; see E10.`;
    return { ...describingSections(context), ...quantitySections(context), answers: unanswered(n, reason) };
  }
  return buyers > 0 && buyers < n ? binarySections(context, options) : undecidedSections(context);
}

// A second yes/no outcome keeps its own sections under its name; counts and amounts have section names of their own.
function furtherSections(context: Context, options: CompareOptions): Readonly<Record<string, unknown>> {
  if (context.outcome.kind !== "binary") return quantitySections(context);
  return { [`outcome_${context.outcome.column}`]: mainSections(context, options) };
}

function withOthers(answer: Answer, others: readonly Answer[]): Answer {
  return others.length === 0 ? answer : { ...answer, other_outcomes: others };
}
