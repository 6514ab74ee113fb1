import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { PlannedOutcome } from "../../experiments/contract/plannedOutcome.ts";
import type { ChainInput } from "../data/chainInput.ts";
import type { Choices } from "../data/choices.ts";
import type { Cohort } from "../data/cohort.ts";
import type { CustomersInput } from "../data/customersInput.ts";
import type { DataTable } from "../data/dataTable.ts";
import type { ComparedMeasure } from "../plan/measure.ts";

/** Tables beside the study's own, where the plan names them. */
export type BesideTables = {
  /** Choices between products. */
  readonly choices?: Choices;
  /** Employees and customers of the same units. */
  readonly chain?: ChainInput;
  /** Purchases or histories of customers. */
  readonly customers?: CustomersInput;
};

/** What every section of the comparison is computed from. `warn` collects sentences for the reader. */
export type Context = BesideTables & {
  readonly table: DataTable;
  readonly plan: AnalysisPlan;
  readonly outcome: PlannedOutcome;
  readonly cohort: Cohort;
  readonly measures: readonly ComparedMeasure[];
  readonly primary: { readonly stated: ComparedMeasure | null; readonly implicit: ComparedMeasure | null };
  readonly warn: (sentence: string) => void;
};

/** Every pair of a list, each with the earlier one first. */
export function pairsOf<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((earlier, index) => items.slice(index + 1).map((later) => [earlier, later] as const));
}

/** An object made of one entry per item. */
export function entriesOf<T, V>(
  items: readonly T[],
  entry: (item: T) => readonly [string, V],
): Readonly<Record<string, V>> {
  return Object.fromEntries(items.map(entry));
}
