import { type Cohort, cohortOf } from "../data/cohort.ts";
import type { Context } from "./context.ts";

/** The comparison among everyone who has an outcome and all the named measures (none: everyone with an outcome), whatever
 *  else they lack. A question about one measure asks all who answered it; one about two asks those with both. */
export function answeredBy(context: Context, columns: readonly string[]): Context {
  const { table, plan, outcome, measures } = context;
  const asked = measures.filter(({ column }) => columns.includes(column));
  const bare = {
    ...plan,
    covariates: [],
    order: [],
    models: undefined,
    stated_first: undefined,
    time_pressure: undefined,
  };
  const cohort = cohortOf(table, bare, { outcome, measures: asked });
  return cohort.n === context.cohort.n ? context : { ...context, cohort };
}

/** Everyone with an outcome, as a cohort without scores. */
export function everyone(context: Context): Cohort {
  return answeredBy(context, []).cohort;
}
