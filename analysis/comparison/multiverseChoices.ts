import type { AnotherModel, AnotherScore, Multiverse } from "../../experiments/contract/multiverse.ts";
import type { PlannedOutcome } from "../../experiments/contract/plannedOutcome.ts";
import { type Cell, cellsOf, type DataTable, withColumn } from "../load/dataTable.ts";
import { outcomesOf } from "../load/planMentions.ts";
import type { Context } from "./context.ts";
import { ladderOf } from "./ladder.ts";
import type { ComparedMeasure } from "./measure.ts";
import { profileColumn } from "./profileColumn.ts";
import { parseRule, satisfies } from "./rule.ts";

/** A comparison as it would be made under the choices so far. */
export type Draft = {
  readonly table: DataTable;
  readonly outcome: PlannedOutcome;
  /** Measures that a row must have. */
  readonly measures: readonly ComparedMeasure[];
  /** Rules that a row of the table must satisfy, all of them. */
  readonly stays: readonly ((row: number) => boolean)[];
  /** The stated measure whose AUC is the rival, and the stated predictors of the model. */
  readonly rival: ComparedMeasure;
  readonly stated: readonly string[];
  readonly implicit: ComparedMeasure;
  readonly floor: "planned" | "bare" | "ordered";
  /** SDs beyond which the implicit score is drawn in. */
  readonly winsorise: number | null;
  readonly isReweighted: boolean;
};

/** One option of a choice; the plan's own changes nothing and comes first. */
export type Option = {
  readonly label: string;
  /** How the option is told in a sentence; absent for the plan's own. */
  readonly told?: string;
  readonly change?: (draft: Draft) => Draft;
};

/** The comparison as planned; null without a stated and an implicit measure. */
export function plannedDraft(context: Context): Draft | null {
  const { table, outcome, measures, primary } = context;
  if (primary.stated === null || primary.implicit === null) return null;
  const { full, implicit } = ladderOf(context);
  return {
    table,
    outcome,
    measures,
    stays: [],
    rival: primary.stated,
    stated: full.filter((name) => !implicit.includes(name)),
    implicit: primary.implicit,
    floor: "planned",
    winsorise: null,
    isReweighted: false,
  };
}

/** The choices of a multiverse by name: those the plan names, else those it leaves open (another stated or implicit
 *  measure, outcome, floor, who counts). */
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
    model: modelOptions(models ?? []),
  };
}

function openChoices(context: Context, own: Draft): Readonly<Record<string, readonly Option[]>> {
  const { plan, cohort, measures } = context;
  const others = (role: string, mine: ComparedMeasure) =>
    measures.filter((measure) => measure.role === role && measure !== mine);
  const outcomes = outcomesOf(plan).map(({ outcome }) => outcome);
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
    outcome: outcomeOptions(
      own,
      outcomes.filter(({ kind }) => kind === "binary"),
    ),
    model: modelOptions([
      ...(plan.covariates.length > 0 ? (["without-covariates"] as const) : []),
      ...(cohort.orderColumns.length > 0 ? (["with-order"] as const) : []),
      ...(isShort ? (["inverse-probability-weighted"] as const) : []),
    ]),
    people: peopleOptions(context),
  };
}

function exclusionOptions({ table }: Context, column: string, keep: readonly string[]): readonly Option[] {
  const cells = cellsOf(table, column);
  const rules = keep.filter((rule) => rule !== "all");
  return [
    { label: "all" },
    ...rules.map((text): Option => {
      const rule = parseRule(text);
      const stays = (row: number) => isNumberThat(cells[row], (value) => satisfies(rule, value));
      return {
        label: text,
        told: `only ${column} ${text}`,
        change: (draft) => ({ ...draft, stays: [...draft.stays, stays] }),
      };
    }),
  ];
}

// An unknown value does not satisfy a rule: nobody can say that the person would have stayed.
function isNumberThat(cell: Cell | undefined, holds: (value: number) => boolean): boolean {
  return typeof cell === "number" && holds(cell);
}

function outcomeOptions({ outcome: own }: Draft, outcomes: readonly PlannedOutcome[]): readonly Option[] {
  const name = ({ column, rule = "" }: PlannedOutcome) => `${column}${rule}`;
  const others = outcomes.filter((outcome) => name(outcome) !== name(own));
  return [
    { label: name(own) },
    ...others.map((outcome) => ({
      label: name(outcome),
      told: `outcome ${name(outcome)}`,
      change: (draft: Draft) => ({ ...draft, outcome }),
    })),
  ];
}

function scoreOptions(context: Context, own: Draft, scores: readonly AnotherScore[]): readonly Option[] {
  const planned = cellsOf(context.table, own.implicit.column);
  return [
    { label: "as planned" },
    ...scores.flatMap((score): readonly Option[] => {
      if ("winsorise" in score) {
        const label = `drawn in to ${score.winsorise} SD`;
        const change = (draft: Draft) => ({ ...draft, winsorise: score.winsorise });
        return [{ label, told: `${own.implicit.label} ${label}`, change }];
      }
      const column = "column" in score ? score.column : profileColumn(own.implicit.column, score);
      const cells = context.table.columns.get(column);
      if (cells === undefined) {
        context.warn(`The multiverse leaves out ${column}: it was not scored from trials.`);
        return [];
      }
      // The profile the plan's own column was scored by is no other way to compare.
      if (cells.every((cell, row) => cell === planned[row])) return [];
      return [{ label: column, told: `scored as ${column}`, change: (draft) => withScore(draft, cells) }];
    }),
  ];
}

function withScore(draft: Draft, cells: readonly Cell[]): Draft {
  return { ...draft, table: withColumn(draft.table, draft.implicit.column, cells) };
}

const MODELS = {
  "without-covariates": {
    told: "without covariates",
    change: (draft: Draft) => ({ ...draft, floor: "bare" as const }),
  },
  "with-order": { told: "with order covariates", change: (draft: Draft) => ({ ...draft, floor: "ordered" as const }) },
  "inverse-probability-weighted": {
    told: "complete people weighted for the missing ones",
    change: (draft: Draft) => ({ ...draft, isReweighted: true }),
  },
} as const;

function modelOptions(models: readonly AnotherModel[]): readonly Option[] {
  return [
    { label: "as planned" },
    ...models.map((model): Option => {
      if (typeof model === "string") return { label: model, ...MODELS[model] };
      const { name, stated } = model;
      return { label: name, told: `beside ${stated.join(" and ")}`, change: (draft) => ({ ...draft, stated }) };
    }),
  ];
}

function peopleOptions({ table, plan, measures }: Context): readonly Option[] {
  const { eligible } = plan;
  const only: readonly Option[] =
    eligible === undefined
      ? []
      : [
          {
            label: "eligible",
            told: "eligible people only",
            change: (draft) => ({
              ...draft,
              stays: [...draft.stays, (row) => isNumberThat(cellsOf(table, eligible)[row], (value) => value === 1)],
            }),
          },
        ];
  const wider: readonly Option[] =
    plan.models === undefined && measures.length <= 2
      ? []
      : [
          {
            label: "two measures",
            told: "everyone with these two measures",
            change: (draft) => ({ ...draft, measures: [draft.rival, draft.implicit], stated: [draft.rival.column] }),
          },
        ];
  return [{ label: "as planned" }, ...only, ...wider];
}
