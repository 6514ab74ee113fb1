import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { cleanTable } from "../data/cleanTable.ts";
import { cohortOf } from "../data/cohort.ts";
import type { DataTable } from "../data/dataTable.ts";
import { comparedMeasures, primaryMeasures } from "../plan/measure.ts";
import { outcomesOf } from "../plan/planMentions.ts";
import { named } from "../statistics/named.ts";
import { type Answer, type Question, unanswered } from "./answers/answer.ts";
import type { ShownAnswer } from "./answers/sections.ts";
import type { Comparison } from "./comparison.ts";
import type { Identity } from "./comparisonRecord.ts";
import type { BesideTables, Context } from "./context.ts";
import { findings } from "./index.ts";
import { noticeStudy } from "./notices.ts";
import type { Draws } from "./replicates.ts";
import { quantityAnswer } from "./spend/outcomeQuantities.ts";
import { undecidedSections } from "./undecidedSections.ts";
import { workOn } from "./work.ts";

/** What a comparison is computed with, beside the data and the plan: the seed of folds and resamples where the plan
 *  names none, supplied resamples, and replicates computed in threads. */
export type CompareOptions = Omit<Draws, "replicates"> & {
  /** Replicates of each outcome by its place in the plan's `outcomes`, and there by job name. */
  readonly replicates?: readonly Draws["replicates"][];
  /** What reading the table had to say, put before the warnings. */
  readonly notices?: readonly string[];
  /** Tables beside the study's own, where the plan names them. */
  readonly beside?: BesideTables;
  /** What was compared and by which version, for the record. */
  readonly identity?: Identity;
};

/** A comparison as it was computed: the questions are answered, the people counted, the warnings given. */
export type Compared = Comparison & {
  readonly answers: Readonly<Record<Question, ShownAnswer>>;
} & Readonly<Required<Pick<Comparison, "flow" | "warnings" | "seed">>>;

/** Compares stated and implicit measures as predictors of what people did. Pure: the same table, plan and options give
 *  the same numbers. The plan must fit the table (`checkPlan`). Undefined numbers are null and explained in `warnings`;
 *  nothing is flipped or silently dropped. */
export function compareMeasures(table: DataTable, plan: AnalysisPlan, options: CompareOptions): Compared {
  const warnings: string[] = [...(options.notices ?? [])];
  const warn = (sentence: string) => {
    if (!warnings.includes(sentence)) warnings.push(sentence);
  };
  // Only choices go with measures; what is about employees and customers stands once, whatever the outcome.
  const { choices, ...once } = options.beside ?? {};
  const [first, ...others] = contextsOf(table, plan, warn).map((context, at) => ({
    ...context,
    ...(choices === undefined ? {} : { choices }),
    ...(at === 0 ? once : {}),
  }));
  if (first === undefined) throw new RangeError("the plan names no outcome");
  noticeStudy(first);
  const main = sectionsOf(first, drawsOf(first, options));
  const further = others.map((context, at) =>
    furtherSections(context, { options, before: [first, ...others.slice(0, at)] }),
  );
  const quantities = [first, ...others].filter(({ outcome }) => outcome.kind !== "binary").map(quantityAnswer);
  return {
    ...together(further.toReversed()),
    ...main,
    answers: {
      ...unanswered(first.cohort.n, "This comparison does not ask it."),
      ...main.answers,
      ...(quantities[0] ? { E10: withOthers(quantities[0], quantities.slice(1)) } : {}),
    },
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

/** Every finding on one outcome. */
function sectionsOf(context: Context, draws: Draws): Comparison {
  const { buyers, n } = context.cohort;
  if (context.outcome.kind !== "binary") return ofQuantity(context, draws);
  if (buyers === 0 || buyers === n) return undecidedSections(context);
  const work = workOn(context, draws);
  return together(findings.map(({ compute }) => ({ ...compute.always?.(context), ...compute.ofYesNo?.(work) })));
}

function ofQuantity(context: Context, draws: Draws): Comparison {
  const reason = `${context.outcome.column} is a count or an amount, so nobody did or did not do it.`;
  return {
    ...together(
      findings.map(({ compute }) => ({ ...compute.always?.(context), ...compute.ofQuantity?.(context, draws) })),
    ),
    answers: unanswered(context.cohort.n, reason),
  };
}

/** One record of all sections; names are the findings' own and do not meet. */
function together(sections: readonly Comparison[]): Comparison {
  return Object.assign({}, ...sections);
}

// Every further outcome has all its sections under its name, as if it stood alone. The first count or amount has them at
// the top as well, since their names there belong to no yes/no outcome.
function furtherSections(
  context: PlacedContext,
  { options, before }: { readonly options: CompareOptions; readonly before: readonly Context[] },
): Comparison {
  const { column, kind } = context.outcome;
  const told = { ...context, warn: (sentence: string) => context.warn(`${column}: ${sentence}`) };
  noticeStudy(told);
  const draws = drawsOf(context, options);
  const sections = sectionsOf(told, draws);
  return {
    ...(kind === "binary" ? {} : together(findings.map(({ compute }) => ({ ...compute.ofQuantity?.(told, draws) })))),
    ...named("outcome_", placeName(context, before), sections),
  };
}

/** Sections whose names begin as a further outcome's do: an outcome of that name gets a number. */
const TAKEN = ["bounds"];

/** The name of a further outcome: its column, with a number where that name is another's. */
function placeName(context: Context, before: readonly Context[]): string {
  const taken = new Set(TAKEN);
  const nameOf = ({ outcome: { column } }: Context) => {
    let name = column;
    for (let again = 2; taken.has(name); again += 1) name = `${column}_${again}`;
    taken.add(name);
    return name;
  };
  // The first outcome stands at the top; its column counts, as a second outcome on it is the second.
  for (const one of before) nameOf(one);
  return nameOf(context);
}

function withOthers(answer: Answer, others: readonly Answer[]): Answer {
  return others.length === 0 ? answer : { ...answer, other_outcomes: others };
}
