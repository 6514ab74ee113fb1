import { type Cohort, cohortOf, columnOf } from "../../data/cohort.ts";
import { keepRows } from "../../data/keepRows.ts";
import { clustersOf } from "../../statistics/models/clustered/clusters.ts";
import { winsorised } from "../../statistics/multiverse/exclusions.ts";
import { specificationGrid } from "../../statistics/multiverse/grid.ts";
import {
  type MultiverseSummary,
  multiverse,
  type SpecificationResult,
  type SpecifiedData,
} from "../../statistics/multiverse/multiverse.ts";
import type { Context } from "../context.ts";
import { askedRows, weightsForMissing } from "../missing/missingWeights.ts";
import { designAuc, pairedAuc } from "../ranking/pairedAuc.ts";
import { choicesOf } from "./multiverseChoices.ts";
import { type Draft, type Option, plannedDraft } from "./multiverseDraft.ts";

/** One reasonable way to have done the same comparison. */
export type Specification = {
  readonly name: string;
  /** Whether it is the plan's own. */
  readonly is_primary: boolean;
  /** The option taken of each choice. */
  readonly spec: Readonly<Record<string, string>>;
  readonly n: number;
  readonly buyers: number;
  /** AUC of the implicit minus the stated measure; null where one outcome is absent. */
  readonly delta_auc: number | null;
  readonly delta_auc_ci95: readonly [number | null, number | null];
  readonly delta_auc_p: number | null;
  /** p of the test that implicit adds to stated; null where a model has no fit. Persons are counted, not rows. */
  readonly add_implicit_p: number | null;
};

/** One way of the grid with its numbers. */
export type GridResult = Omit<SpecificationResult<unknown>, "spec"> & {
  readonly spec: Readonly<Record<string, string>>;
  readonly is_primary: boolean;
};

/** The specification curve of a plan (Simonsohn, Simmons & Nelson 2020). */
export type SpecificationCurve = {
  /** Every way, the plan's own first. */
  readonly specifications: readonly Specification[];
  /** The same as a grid with its numbers, the first choice varying fastest; null with a single way. */
  readonly multiverse: {
    readonly specifications: number;
    readonly choices: Readonly<Record<string, readonly string[]>>;
    readonly results: readonly GridResult[];
    readonly summary: MultiverseSummary | null;
  } | null;
};

type Combination = Readonly<Record<string, Option>>;

/** The headline comparison under every combination of the choices a plan names or leaves open. Empty without a stated
 *  and an implicit measure. */
export function specificationCurve(context: Context): SpecificationCurve {
  const own = plannedDraft(context);
  if (own === null) return { specifications: [], multiverse: null };
  const choices = choicesOf(context, own);
  const prepare = preparation(context, own);
  const grid = specificationGrid(choices).flatMap((combination) => {
    const data = prepare(combination);
    return data === null ? [] : [{ combination, data }];
  });
  const curve = multiverse(grid, ({ data }) => data);
  const results = curve.results.map(({ spec: { combination }, ...found }) => ({
    spec: labelsOf(combination),
    is_primary: isPlanned(combination),
    ...found,
  }));
  const specifications = curve.results.map(
    ({ spec: { combination }, n, positives, delta_auc, delta_auc_ci95, delta_auc_p, implicit_p }) => ({
      name: nameOf(combination),
      is_primary: isPlanned(combination),
      spec: labelsOf(combination),
      n,
      buyers: positives,
      delta_auc,
      delta_auc_ci95: delta_auc_ci95 ?? ([null, null] as const),
      delta_auc_p,
      add_implicit_p: implicit_p,
    }),
  );
  const labels = Object.entries(choices).map(([name, options]) => [name, options.map(({ label }) => label)] as const);
  return {
    specifications,
    multiverse:
      results.length < 2
        ? null
        : {
            specifications: results.length,
            choices: Object.fromEntries(labels),
            results,
            summary: curve.summary,
          },
  };
}

function isPlanned(combination: Combination): boolean {
  return Object.values(combination).every(({ change }) => change === undefined);
}

function labelsOf(combination: Combination): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(combination).map(([name, { label }]) => [name, label]));
}

function nameOf(combination: Combination): string {
  const told = Object.values(combination).flatMap((option) => option.told ?? []);
  return told.length === 0 ? "as planned" : told.join("; ");
}

// Combinations that differ only in rows or floor share one cohort.
function preparation(context: Context, own: Draft): (combination: Combination) => SpecifiedData | null {
  const cohorts = new Map<string, Cohort>();
  return (combination) => {
    const draft = Object.values(combination).reduce<Draft>((so, { change }) => (change ? change(so) : so), own);
    const key = JSON.stringify([
      ["outcome", "score", "people", "stated", "implicit"].map((name) => combination[name]?.label),
    ]);
    const cohort = cohorts.get(key) ?? cohortOfDraft(context, draft);
    cohorts.set(key, cohort);
    return dataOf(context, draft, cohort);
  };
}

function cohortOfDraft(context: Context, { table, outcome, measures }: Draft): Cohort {
  const { plan } = context;
  if (table === context.table && outcome === context.outcome && measures === context.measures) return context.cohort;
  const isWider = measures.length === 2 && plan.stated.length + plan.implicit.length + plan.other.length > 2;
  return cohortOf(table, isWider ? { ...plan, models: undefined } : plan, { outcome, measures });
}

function dataOf(context: Context, draft: Draft, all: Cohort): SpecifiedData | null {
  const stays = (row: number) => draft.stays.every((holds) => holds(row));
  const cohort =
    draft.stays.length === 0
      ? all
      : keepRows(
          all,
          all.rows.map((row) => stays(row)),
        );
  const weights = weightsOf(context, draft, { cohort, stays });
  if (weights === null) return null;
  const floor = { planned: cohort.floor, bare: cohort.dummies, ordered: [...cohort.floor, ...cohort.orderColumns] };
  const implicit = draft.implicit.column;
  const isHeld = (name: string) => !cohort.dependent.some(({ column }) => column === name);
  const score = columnOf(cohort, implicit);
  const drawnIn = draft.winsorise === null || cohort.n < 2 ? score : winsorised(score, draft.winsorise);
  return {
    columns: { ...cohort.columns, [implicit]: drawnIn },
    outcome: cohort.outcome,
    stated: [
      ...draft.stated.filter((name) => name !== implicit && name in cohort.columns && isHeld(name)),
      ...floor[draft.floor],
    ],
    implicit,
    rival: draft.rival.column,
    ...(cohort.persons === null ? {} : { clusters: clustersOf(cohort.persons) }),
    ...(weights.length === 0 ? {} : { weights }),
    compare: comparedIn({ ...cohort, weights: weights.length === 0 ? null : weights }),
  };
}

// As E3 compares them: weighted where rows are, over persons, and with wide intervals where few people are on one side.
function comparedIn(cohort: Cohort): SpecifiedData["compare"] {
  return (first, second) => {
    const { p, interval } = pairedAuc(cohort, first, second);
    return { auc1: designAuc(cohort, first).auc, auc2: designAuc(cohort, second).auc, p, ci95: interval };
  };
}

type Kept = { readonly cohort: Cohort; readonly stays: (row: number) => boolean };

// Survey weights, times those for missing people where the way asks for them; empty without either, null where it asks
// and there are none.
function weightsOf(
  context: Context,
  { table, outcome, isReweighted }: Draft,
  { cohort, stays }: Kept,
): readonly number[] | null {
  const survey = cohort.weights ?? [];
  if (!isReweighted) return survey;
  const asked = askedRows({ ...context, table, outcome }).filter(stays);
  // With nobody missing there is nobody to stand for: the way is the planned one.
  if (asked.length === cohort.n) return null;
  const found = weightsForMissing(context, { table, asked, complete: cohort.rows });
  if (found.kind === "none") {
    context.warn(`The multiverse leaves out inverse-probability weights: ${found.reason}.`);
    return null;
  }
  return found.weights.map((weight, row) => weight * (survey[row] ?? 1));
}
