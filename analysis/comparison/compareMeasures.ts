import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { DataTable } from "../load/dataTable.ts";
import { outcomesOf } from "../load/planMentions.ts";
import type { Answer, Question } from "./answers/answer.ts";
import { binarySections, describingSections } from "./binarySections.ts";
import { cleanTable } from "./cleanTable.ts";
import { cohortOf, type FlowStep } from "./cohort.ts";
import type { Context } from "./context.ts";
import { comparedMeasures, primaryMeasures } from "./measure.ts";
import { noticeStudy } from "./notices.ts";
import { quantityAnswer, quantitySections } from "./outcomeQuantities.ts";
import type { Draws } from "./replicates.ts";
import { unanswered, undecidedSections } from "./undecidedSections.ts";

/** What a comparison is computed with, beside the data and the plan: the seed of folds and resamples where the plan
 *  names none, supplied resamples, and replicates computed in threads. */
export type CompareOptions = Omit<Draws, "replicates"> & {
  /** Replicates of each outcome by its place in the plan's `outcomes`, and there by job name. */
  readonly replicates?: readonly Draws["replicates"][];
  /** What reading the table had to say, put before the warnings. */
  readonly notices?: readonly string[];
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
  const warnings: string[] = [...(options.notices ?? [])];
  const warn = (sentence: string) => {
    if (!warnings.includes(sentence)) warnings.push(sentence);
  };
  const [first, ...others] = contextsOf(table, plan, warn);
  if (first === undefined) throw new RangeError("the plan names no outcome");
  noticeStudy(first);
  const main = mainSections(first, drawsOf(first, options));
  const further = others.map((context, at) =>
    furtherSections(context, { options, before: [first, ...others.slice(0, at)] }),
  );
  const quantities = [first, ...others].filter(({ outcome }) => outcome.kind !== "binary").map(quantityAnswer);
  return {
    ...Object.assign({}, ...further.toReversed()),
    ...main,
    answers: { ...main.answers, ...(quantities[0] ? { E10: withOthers(quantities[0], quantities.slice(1)) } : {}) },
    flow: first.cohort.flow,
    warnings,
    seed: options.seed,
    ...options.identity,
  };
}

/** A context with the place of its outcome in the plan. */
export type PlacedContext = Context & { readonly place: number };

/** One context an outcome, the headline one first: the first yes/no outcome, else the first. */
export function contextsOf(table: DataTable, plan: AnalysisPlan, warn: Context["warn"]): readonly PlacedContext[] {
  const clean = cleanTable(table, plan);
  for (const sentence of clean.notices) warn(sentence);
  const measures = comparedMeasures(plan);
  const primary = primaryMeasures(plan, measures);
  const contexts = outcomesOf(plan).map(({ outcome }, place) => {
    const cohort = cohortOf(clean.table, plan, { outcome, measures });
    return { table: clean.table, plan, outcome, measures, primary, cohort, warn, place };
  });
  return contexts.sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ outcome }: Context): number {
  return outcome.kind === "binary" ? 0 : 1;
}

function drawsOf({ place }: PlacedContext, { seed, resamples, replicates }: CompareOptions): Draws {
  const own = replicates?.[place];
  return { seed, ...(resamples ? { resamples } : {}), ...(own ? { replicates: own } : {}) };
}

type Answered = Readonly<Record<string, unknown>> & { readonly answers: Readonly<Record<Question, Answer>> };

function mainSections(context: Context, options: Draws): Answered {
  const { buyers, n } = context.cohort;
  if (context.outcome.kind !== "binary") {
    const reason = `${context.outcome.column} is not a yes/no outcome; see E10.`;
    return { ...describingSections(context), ...quantitySections(context), answers: unanswered(n, reason) };
  }
  return buyers > 0 && buyers < n ? binarySections(context, options) : undecidedSections(context);
}

// Every further outcome has all its sections under its name, as if it stood alone. The first count or amount has them at
// the top as well, since their names there belong to no yes/no outcome.
function furtherSections(
  context: PlacedContext,
  { options, before }: { readonly options: CompareOptions; readonly before: readonly Context[] },
): Readonly<Record<string, unknown>> {
  const { column, kind } = context.outcome;
  const told = { ...context, warn: (sentence: string) => context.warn(`${column}: ${sentence}`) };
  noticeStudy(told);
  const again = before.filter(({ outcome }) => outcome.column === column).length;
  const sections = mainSections(told, drawsOf(context, options));
  return {
    ...(kind === "binary" ? {} : quantitySections(told)),
    [`outcome_${column}${again === 0 ? "" : `_${again + 1}`}`]: sections,
  };
}

function withOthers(answer: Answer, others: readonly Answer[]): Answer {
  return others.length === 0 ? answer : { ...answer, other_outcomes: others };
}
