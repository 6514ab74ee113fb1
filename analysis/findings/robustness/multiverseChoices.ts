import type { Multiverse } from "../../../experiments/contract/multiverse.ts";
import type { ComparedMeasure } from "../../plan/measure.ts";
import type { Context } from "../context.ts";
import type { Draft, Option } from "./multiverseDraft.ts";
import { exclusionOptions, modelOptions, outcomeOptions, peopleOptions, scoreOptions } from "./multiverseOptions.ts";

/** The choices of a multiverse by name: those the plan names, else those it leaves open (another stated or implicit
 *  measure, floor, who counts). Another outcome of the plan is another question, not another way to answer this one. */
export function choicesOf(context: Context, own: Draft): Readonly<Record<string, readonly Option[]>> {
  const { multiverse } = context.plan;
  const choices = multiverse === undefined ? openChoices(context, own) : namedChoices(context, own, multiverse);
  return Object.fromEntries(Object.entries(choices).filter(([, options]) => options.length > 1));
}

function namedChoices(context: Context, own: Draft, { exclusions = {}, outcomes, scores, models }: Multiverse) {
  return {
    ...Object.fromEntries(
      Object.entries(exclusions).map(([name, { column, keep }]) => [name, exclusionOptions(context, column, keep)]),
    ),
    outcome: outcomeOptions(own, outcomes ?? []),
    score: scoreOptions(context, own, scores ?? []),
    model: modelOptions(context, models ?? []),
  };
}

function openChoices(context: Context, own: Draft): Readonly<Record<string, readonly Option[]>> {
  const { plan, cohort, measures } = context;
  const others = (role: string, mine: ComparedMeasure) =>
    measures.filter(
      (measure) =>
        measure.role === role && measure !== mine && !cohort.dependent.some(({ column }) => column === measure.column),
    );
  const isShort = (cohort.flow[1]?.n ?? cohort.n) > cohort.n;
  return {
    stated: [
      { label: own.rival.column },
      ...others("stated", own.rival).map((measure) => ({
        label: measure.column,
        told: `${measure.label} as the stated measure`,
        change: (draft: Draft) => ({ ...draft, rival: measure, stated: [measure.column] }),
      })),
    ],
    implicit: [
      { label: own.implicit.column },
      ...others("implicit", own.implicit).map((measure) => ({
        label: measure.column,
        told: `${measure.label} as the implicit measure`,
        change: (draft: Draft) => ({ ...draft, implicit: measure }),
      })),
    ],
    model: modelOptions(context, [
      ...(plan.covariates.length > 0 ? (["without-covariates"] as const) : []),
      ...(cohort.orderColumns.length > 0 ? (["with-order"] as const) : []),
      ...(isShort ? (["inverse-probability-weighted"] as const) : []),
    ]),
    people: peopleOptions(context),
  };
}
