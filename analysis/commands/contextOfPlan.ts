import { basename } from "node:path";
import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { ReportContextInput } from "../blocks/context.ts";
import { type ComparedMeasure, comparedMeasures, primaryMeasures } from "../plan/measure.ts";
import { outcomesOf } from "../plan/planMentions.ts";

type PlanFacts = {
  readonly name: string;
  readonly madeAt?: string;
  readonly command?: string;
  /** What was inferred while its data were read. */
  readonly notes?: readonly string[];
};

/** What a plan by itself says about its study, for the report. `name` is the title where the plan has none. */
export function contextOfPlan(
  plan: AnalysisPlan,
  { name, madeAt, command, notes = [] }: PlanFacts,
): ReportContextInput {
  const measures = comparedMeasures(plan);
  const { stated, implicit } = primaryMeasures(plan, measures);
  const [first, ...further] = outcomesOf(plan).map(({ outcome: one }) => one);
  const outcome = first;
  const outcomeClass = outcome?.class ?? plan.outcome_class;
  return {
    title: plan.title ?? name,
    isSimulated: plan.simulated,
    ...(madeAt === undefined ? {} : { madeAt }),
    ...(command === undefined ? {} : { command }),
    reading: notes.length === 0 ? [] : [{ file: basename(plan.data ?? "the table"), notes: [...notes] }],
    ...(outcomeClass === undefined ? {} : { outcome: { class: outcomeClass, ...outcome?.words } }),
    ...(plan.smallest_cell === undefined ? {} : { smallestCell: plan.smallest_cell }),
    ...(plan.population === undefined ? {} : { population: plan.population }),
    furtherOutcomes: Object.fromEntries(
      further.flatMap((one) => {
        const ofOne = one.class ?? plan.outcome_class;
        return one.kind === "binary" ? [[one.column, { ...(ofOne ? { class: ofOne } : {}), ...one.words }]] : [];
      }),
    ),
    frame: plan.frame === "absolute" ? "absolute" : `relative to ${plan.frame.relative}`,
    measures: measures.map(labelled),
    primary: { ...(stated ? { stated: stated.column } : {}), ...(implicit ? { implicit: implicit.column } : {}) },
    design: {
      kind: plan.design.kind,
      ...("preregistration" in plan.design && plan.design.preregistration !== undefined
        ? { preregistration: plan.design.preregistration }
        : {}),
    },
  };
}

/** What a yes by the usual rule says of a person, after "people who". */
const SAID: Readonly<Record<string, { readonly rule: string; readonly yes: string }>> = {
  likelihoodToRecommend: { rule: "promoter", yes: "would recommend it" },
  purchaseIntent: { rule: "top2", yes: "said they would buy" },
};

function yesOf({ kind, rules }: ComparedMeasure) {
  const said = SAID[kind ?? ""];
  return said !== undefined && rules[0]?.name.endsWith(said.rule) ? { yes: said.yes } : {};
}

function labelled(measure: ComparedMeasure) {
  const { column, label, role, scale, minutes } = measure;
  return {
    column,
    label,
    kind: role,
    ...yesOf(measure),
    ...(scale === null ? {} : { scale: [scale[0], scale[1]] satisfies [number, number] }),
    ...(minutes === null ? {} : { minutes }),
  };
}
