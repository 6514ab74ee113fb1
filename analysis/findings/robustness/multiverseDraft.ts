import type { PlannedOutcome } from "../../../experiments/contract/plannedOutcome.ts";
import type { DataTable } from "../../data/dataTable.ts";
import type { ComparedMeasure } from "../../plan/measure.ts";
import type { Context } from "../context.ts";
import { ladderOf } from "../models/ladder.ts";

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
