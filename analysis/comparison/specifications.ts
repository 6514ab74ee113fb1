import { delongPaired } from "../metrics/delong.ts";
import { nestedTest } from "../models/logistic/nestedTests.ts";
import { type Cohort, cohortOf, columnOf } from "./cohort.ts";
import type { Context } from "./context.ts";
import { ladderOf } from "./ladder.ts";
import type { ComparedMeasure } from "./measure.ts";

/** One reasonable way to have done the same comparison. */
export type Specification = {
  readonly name: string;
  readonly is_primary: boolean;
  readonly n: number;
  readonly buyers: number;
  /** AUC of the implicit minus the stated measure. */
  readonly delta_auc: number;
  readonly delta_auc_ci95: readonly [number | null, number | null];
  /** p of the likelihood-ratio test that implicit adds to stated; null where a model has no fit. */
  readonly add_implicit_p: number | null;
};

type Choice = {
  readonly name: string;
  readonly cohort: Cohort;
  readonly stated: ComparedMeasure;
  readonly implicit: ComparedMeasure;
  readonly floor: readonly string[];
};

/** The headline comparison under every other reasonable choice the plan leaves: another stated or implicit measure,
 *  without or with covariates and order, the eligible only, each outcome rule. The plan's own choice comes first. */
export function specifications(context: Context): readonly Specification[] {
  const { primary, cohort } = context;
  if (!primary.stated || !primary.implicit) return [];
  const own: Choice = {
    name: "as planned",
    cohort,
    stated: primary.stated,
    implicit: primary.implicit,
    floor: cohort.floor,
  };
  const choices = [own, ...otherMeasures(context, own), ...otherFloors(context, own), ...otherRows(context, own)];
  return choices.flatMap((choice, index) => {
    const specification = specify(context, choice, index === 0);
    return specification === null ? [] : [specification];
  });
}

function otherMeasures({ measures }: Context, own: Choice): readonly Choice[] {
  return measures.flatMap((measure) => {
    if (measure.role === "stated" && measure !== own.stated) {
      return [{ ...own, name: `${measure.label} as the stated measure`, stated: measure }];
    }
    if (measure.role === "implicit" && measure !== own.implicit) {
      return [{ ...own, name: `${measure.label} as the implicit measure`, implicit: measure }];
    }
    return [];
  });
}

function otherFloors({ plan }: Context, own: Choice): readonly Choice[] {
  const { cohort } = own;
  const without = plan.covariates.length > 0 ? [{ ...own, name: "without covariates", floor: cohort.dummies }] : [];
  const ordered = cohort.orderColumns.length > 0;
  const order = ordered
    ? [{ ...own, name: "with order covariates", floor: [...own.floor, ...cohort.orderColumns] }]
    : [];
  return [...without, ...order];
}

function otherRows(context: Context, own: Choice): readonly Choice[] {
  const { plan, table, outcome } = context;
  const { eligible } = own.cohort;
  const only =
    eligible === null ? [] : [{ ...own, name: "eligible people only", cohort: keepRows(own.cohort, eligible) }];
  if (plan.models === undefined && context.measures.length <= 2) return only;
  const pair = [own.stated, own.implicit];
  const wider = cohortOf(table, { ...plan, models: undefined }, { outcome, measures: pair });
  return wider.n > own.cohort.n ? [...only, { ...own, name: "everyone with these two measures", cohort: wider }] : only;
}

/** The rows of a cohort that are kept. */
export function keepRows(cohort: Cohort, isKept: readonly boolean[]): Cohort {
  const pick = <T>(list: readonly T[]): readonly T[] => list.filter((_, row) => isKept[row]);
  const outcome = pick(cohort.outcome);
  return {
    ...cohort,
    n: outcome.length,
    rows: pick(cohort.rows),
    outcome,
    buyers: outcome.filter((value) => value === 1).length,
    columns: Object.fromEntries(
      Object.entries(cohort.columns).map(([name, column]) => [name, pick(Array.from(column))]),
    ),
    persons: cohort.persons === null ? null : pick(cohort.persons),
    units: cohort.persons === null ? pick(cohort.units) : cohort.units,
    products: cohort.products === null ? null : pick(cohort.products),
    weights: cohort.weights === null ? null : pick(cohort.weights),
    eligible: cohort.eligible === null ? null : pick(cohort.eligible),
  };
}

function specify(context: Context, choice: Choice, isPrimary: boolean): Specification | null {
  const { cohort, stated, implicit, floor } = choice;
  if (cohort.buyers < 2 || cohort.n - cohort.buyers < 2) return null;
  const compared = delongPaired(columnOf(cohort, implicit.column), columnOf(cohort, stated.column), cohort.outcome);
  const ladder = ladderOf(context);
  const base = isPrimary || floor !== cohort.floor ? ladder.stated : [stated.column];
  const test = nestedTest(cohort.columns, {
    outcome: cohort.outcome,
    base: [...base.filter((name) => name !== implicit.column && name in cohort.columns), ...floor],
    added: [implicit.column],
  });
  return {
    name: choice.name,
    is_primary: isPrimary,
    n: cohort.n,
    buyers: cohort.buyers,
    delta_auc: compared.difference,
    delta_auc_ci95: compared.ci95_difference,
    add_implicit_p: "p" in test ? test.p : null,
  };
}
