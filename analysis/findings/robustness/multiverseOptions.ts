import type { AnotherModel, AnotherScore } from "../../../experiments/contract/multiverse.ts";
import type { PlannedOutcome } from "../../../experiments/contract/plannedOutcome.ts";
import { type Cell, cellsOf, withColumn } from "../../data/dataTable.ts";
import { profileColumn } from "../../data/profileColumn.ts";
import { parseRule, satisfies } from "../../plan/rule.ts";
import type { Context } from "../context.ts";
import { labelsIn } from "../words.ts";
import type { Draft, Option } from "./multiverseDraft.ts";

/** Everybody, or only the rows that satisfy each rule. */
export function exclusionOptions({ table }: Context, column: string, keep: readonly string[]): readonly Option[] {
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

/** The plan's outcome, and the others. */
export function outcomeOptions({ outcome: own }: Draft, outcomes: readonly PlannedOutcome[]): readonly Option[] {
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

/** The plan's score, and others in its place. */
export function scoreOptions(context: Context, own: Draft, scores: readonly AnotherScore[]): readonly Option[] {
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

/** The plan's model, and others. */
export function modelOptions(context: Context, models: readonly AnotherModel[]): readonly Option[] {
  return [
    { label: "as planned" },
    ...models.map((model): Option => {
      if (typeof model === "string") return { label: model, ...MODELS[model] };
      const { name, stated } = model;
      return {
        label: name,
        told: `beside ${labelsIn(context, stated, " and ")}`,
        change: (draft) => ({ ...draft, stated }),
      };
    }),
  ];
}

/** The plan's people; the eligible ones only; everyone who has the two measures compared. */
export function peopleOptions({ table, plan, measures }: Context): readonly Option[] {
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
