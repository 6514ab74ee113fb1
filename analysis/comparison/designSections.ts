import { numbersOf } from "../load/dataTable.ts";
import { confusion, type RuleReport } from "../metrics/confusion.ts";
import { type AucReport, delong } from "../metrics/delong.ts";
import { fitLinear } from "../models/linear/linearRegression.ts";
import { designOf } from "../models/logistic/design.ts";
import type { NotFitted } from "../models/logistic/fitLogistic.ts";
import { type NestedTest, nestedTest } from "../models/logistic/nestedTests.ts";
import { codedOutcome, columnOf } from "./cohort.ts";
import { type Context, entriesOf } from "./context.ts";
import { ladderOf } from "./ladder.ts";
import { selectedBy } from "./ruleSections.ts";
import { selfGeneratedValidity } from "./selfGeneratedValidity.ts";
import { weightedSection } from "./weightedSection.ts";

/** What depends on how the study was run: order, who was eligible, survey weights, effort. Absent where the plan names
 *  nothing of the kind. */
export function designSections(context: Context): Readonly<Record<string, unknown>> {
  return {
    ...orderSection(context),
    ...statedFirstSection(context),
    ...eligibleSection(context),
    ...weightedSection(context),
    ...interactionSection(context),
    ...effortSection(context),
    ...surveyedSection(context),
  };
}

/** The headline once more with the counterbalancing factors held constant. */
function orderSection(context: Context): Readonly<Record<string, unknown>> {
  const { cohort, measures, warn } = context;
  if (cohort.orderColumns.length === 0) return {};
  const { full, implicit } = ladderOf(context);
  const stated = full.filter((name) => !implicit.includes(name));
  const floor = [...cohort.floor, ...cohort.orderColumns];
  const question = { outcome: cohort.outcome, ...weightsOf(context) };
  const test = (base: readonly string[], added: readonly string[]) =>
    known(nestedTest(cohort.columns, { ...question, base: [...base, ...floor], added }));
  const adjusted = measures
    .filter(({ role }) => role === "implicit")
    .flatMap(({ column }) => {
      const report = residualAuc(context, column);
      if (report === null) warn(`order_adjusted.auc.${column} is null: order decides the score.`);
      return report === null ? [] : [[column, report] as const];
    });
  return {
    order_adjusted: {
      covariates: cohort.orderColumns,
      nested_tests: {
        add_implicit_to_stated: stated.length > 0 ? test(stated, implicit) : null,
        add_stated_to_implicit: stated.length > 0 ? test(implicit, stated) : null,
      },
      auc: Object.fromEntries(adjusted),
    },
  };
}

// The score less what the order explains of it.
function residualAuc({ cohort }: Context, column: string): AucReport | null {
  const design = designOf(cohort.columns, cohort.orderColumns, cohort.n);
  const fit = fitLinear(design, columnOf(cohort, column));
  return fit.kind === "fitted" ? delong(fit.residuals, cohort.outcome) : null;
}

function known(test: NestedTest | NotFitted): NestedTest | null {
  return "kind" in test ? null : test;
}

function weightsOf({ cohort }: Context): { readonly weights?: readonly number[] } {
  return cohort.weights === null ? {} : { weights: cohort.weights };
}

/** Does a measure predict differently when the stated part came first? Likelihood-ratio test of measure × order. */
function statedFirstSection({ plan, cohort, primary }: Context): Readonly<Record<string, unknown>> {
  const first = plan.stated_first;
  if (first === undefined) return {};
  const flags = columnOf(cohort, first);
  const tested = [primary.stated, primary.implicit].flatMap((measure) => {
    if (measure === null) return [];
    const product = `${measure.column}_x_${first}`;
    const columns = {
      ...cohort.columns,
      [product]: columnOf(cohort, measure.column).map((score, row) => score * flags[row]!),
    };
    const base = [measure.column, first, ...cohort.floor];
    return [[measure.column, known(nestedTest(columns, { outcome: cohort.outcome, base, added: [product] }))] as const];
  });
  return { stated_first_interaction: Object.fromEntries(tested) };
}

/** The yes-rules among the people who could have bought. */
function eligibleSection(context: Context): Readonly<Record<string, unknown>> {
  const { cohort, measures } = context;
  const { eligible } = cohort;
  if (eligible === null || !eligible.includes(true)) return {};
  const keep = <T>(list: readonly T[]) => list.filter((_, row) => eligible[row]);
  const rules = measures.flatMap((measure) => measure.rules);
  return {
    rules_eligible: entriesOf(rules, (rule): readonly [string, RuleReport] => [
      rule.name,
      confusion(keep(selectedBy(context, rule)), keep(cohort.outcome)),
    ]),
  };
}

/** Does the implicit score matter more for some stated answers than for others? */
function interactionSection({ cohort, primary }: Context): Readonly<Record<string, unknown>> {
  if (!primary.stated || !primary.implicit) return {};
  const [stated, implicit] = [primary.stated.column, primary.implicit.column];
  const name = `${stated}_x_${implicit}`;
  const centred = (column: string) => {
    const values = columnOf(cohort, column);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [a, b] = [centred(stated), centred(implicit)];
  const columns = { ...cohort.columns, [name]: a.map((value, row) => value * b[row]!) };
  const base = [stated, implicit, ...cohort.floor];
  return { interaction: { [name]: known(nestedTest(columns, { outcome: cohort.outcome, base, added: [name] })) } };
}

/** One item against two hundred trials is not an even contest: AUC above chance per minute. */
function effortSection({ measures, cohort }: Context): Readonly<Record<string, unknown>> {
  const timed = measures.filter(({ minutes }) => minutes !== null);
  if (timed.length === 0) return {};
  return {
    effort: entriesOf(timed, ({ column, minutes }) => {
      const { auc } = delong(columnOf(cohort, column), cohort.outcome);
      return [column, { minutes, auc, auc_above_chance_per_minute: (auc - 0.5) / (minutes ?? 1) }];
    }),
  };
}

/** What asking did to the link between intent and buying, where a control arm was not asked. */
function surveyedSection({ plan, table, outcome, primary, warn }: Context): Readonly<Record<string, unknown>> {
  const arms = plan.self_generated_validity;
  if (arms === undefined || !primary.stated) return {};
  const coded = codedOutcome(table, outcome);
  const [surveyed, intent] = [numbersOf(table, arms.surveyed), numbersOf(table, primary.stated.column)];
  const background = arms.from.map((column) => [column, numbersOf(table, column)] as const);
  const rows = coded.flatMap((value, row) =>
    value !== null && surveyed[row] !== null && background.every(([, list]) => list[row] !== null) ? [row] : [],
  );
  const pick = (list: readonly (number | null)[]) => rows.map((row) => list[row]!);
  const flags = pick(surveyed);
  if (!flags.includes(0) || !flags.includes(1)) {
    warn("self_generated_validity is null: both an asked and an unasked arm are needed.");
    return { self_generated_validity: null };
  }
  return {
    self_generated_validity: selfGeneratedValidity({
      surveyed: flags,
      intent: rows.map((row) => intent[row] ?? null),
      bought: pick(coded),
      background: Object.fromEntries(background.map(([name, list]) => [name, pick(list)])),
    }),
  };
}
