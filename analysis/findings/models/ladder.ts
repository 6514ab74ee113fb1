import type { Context } from "../context.ts";

/** The three models every headline is about and the rest of the ladder, by name, predictors without the floor. */
export type Ladder = {
  readonly models: Readonly<Record<string, readonly string[]>>;
  readonly stated: readonly string[];
  readonly implicit: readonly string[];
  readonly full: readonly string[];
};

/** The models of the plan, with the three headline models added where it leaves them out; without models in the plan,
 *  each measure by itself, then stated, implicit and both. What no model can hold is in none. */
export function ladderOf({ plan, measures, cohort }: Pick<Context, "plan" | "measures" | "cohort">): Ladder {
  const dependent = cohort.dependent.map(({ column }) => column);
  const of = (role: string) =>
    measures
      .filter((measure) => measure.role === role && !dependent.includes(measure.column))
      .map(({ column }) => column);
  const planned = Object.fromEntries(
    Object.entries(plan.models ?? {}).map(([name, predictors]) => [name, without(predictors, dependent)]),
  );
  const { M_stated: plannedStated, M_implicit: plannedImplicit, M_full: plannedFull } = planned;
  const stated = plannedStated ?? (plannedFull ? common(of("stated"), plannedFull) : of("stated"));
  const implicit = plannedImplicit ?? (plannedFull ? without(plannedFull, stated) : of("implicit"));
  const full = plannedFull ?? [...stated, ...without(implicit, stated)];
  const floor = plan.covariates.length > 0 ? { M_past: [] } : {};
  const singles = Object.fromEntries(
    [...(of("stated").length > 1 ? of("stated") : []), ...of("other")].map((column) => [`M_${column}`, [column]]),
  );
  const headline = {
    ...(stated.length > 0 ? { M_stated: stated } : {}),
    ...(implicit.length > 0 ? { M_implicit: implicit } : {}),
    ...(implicit.length > 0 ? { M_full: full } : {}),
  };
  const models = plan.models ? { ...planned, ...headline } : { ...singles, ...headline };
  return { models: { ...floor, ...models }, stated, implicit: without(full, stated), full };
}

function common(a: readonly string[], b: readonly string[]): readonly string[] {
  return a.filter((name) => b.includes(name));
}

function without(a: readonly string[], b: readonly string[]): readonly string[] {
  return a.filter((name) => !b.includes(name));
}
