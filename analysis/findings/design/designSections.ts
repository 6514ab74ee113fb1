import { codedOutcome, cohortOf, columnOf } from "../../data/cohort.ts";
import { numbersOf } from "../../data/dataTable.ts";
import { speedColumn } from "../../plan/planMentions.ts";
import { bentColumn } from "../../statistics/models/calibration/restrictedSpline.ts";
import { fitLinear } from "../../statistics/models/linear/linearRegression.ts";
import { designOf } from "../../statistics/models/logistic/design.ts";
import type { NotFitted } from "../../statistics/models/logistic/fitLogistic.ts";
import { type NestedTest, nestedTest } from "../../statistics/models/logistic/nestedTests.ts";
import { type AucReport, delong } from "../../statistics/ranking/delong.ts";
import { confusion, type RuleReport } from "../../statistics/shares/confusion.ts";
import { answeredBy, everyone } from "../answeredBy.ts";
import { type Context, entriesOf } from "../context.ts";
import { ladderOf } from "../models/ladder.ts";
import { designAuc } from "../ranking/pairedAuc.ts";
import { selectedBy } from "../rules/ruleSections.ts";
import { samplingUnits } from "../samplingUnits.ts";
import { unavailable } from "../unavailable.ts";
import { labelIn } from "../words.ts";
import { type SelfGeneratedValidity, selfGeneratedValidity } from "./selfGeneratedValidity.ts";
import { type Weighted, weightedSection } from "./weightedSection.ts";

type Tests = Readonly<Record<string, NestedTest | null>>;
type Effort = { readonly minutes: number | null; readonly auc: number; readonly auc_above_chance_per_minute: number };

/** The sections on how a study was run, each where the plan names something of the kind. */
export type DesignSections = {
  readonly order_adjusted?: {
    readonly covariates: readonly string[];
    readonly nested_tests: Tests;
    readonly auc: Readonly<Record<string, AucReport>>;
  };
  readonly stated_first_interaction?: Tests | undefined;
  readonly time_pressure_interaction?: Tests | undefined;
  readonly speed_interaction?: Tests | undefined;
  readonly rules_eligible?: Readonly<Record<string, RuleReport>>;
  readonly weighted?: Weighted;
  readonly interaction?: Tests;
  readonly nonlinearity?: Tests;
  readonly effort?: Readonly<Record<string, Effort>>;
  readonly self_generated_validity?: SelfGeneratedValidity | null;
};

/** What depends on how the study was run: order, who was eligible, survey weights, effort. Absent where the plan names
 *  nothing of the kind. */
export function designSections(context: Context): DesignSections {
  return {
    ...orderSection(context),
    ...moderatorSections(context),
    ...speedSection(context),
    ...eligibleSection(context),
    ...weightedSection(context),
    ...interactionSection(context),
    ...nonlinearitySection(context),
    ...effortSection(context),
    ...surveyedSection(context),
  };
}

/** The headline once more with the counterbalancing factors held constant. */
function orderSection(context: Context): Pick<DesignSections, "order_adjusted"> {
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
      if (report === null) warn(unavailable("order_adjusted", "order decides the score", labelIn(context, column)));
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

function weightsOf({ cohort }: Context) {
  return { units: samplingUnits(cohort), ...(cohort.weights === null ? {} : { weights: cohort.weights }) };
}

function moderatorSections(
  context: Context,
): Pick<DesignSections, "stated_first_interaction" | "time_pressure_interaction"> {
  const { stated_first, time_pressure } = context.plan;
  return {
    ...(stated_first === undefined ? {} : { stated_first_interaction: moderatedBy(context, stated_first) }),
    ...(time_pressure === undefined ? {} : { time_pressure_interaction: moderatedBy(context, time_pressure) }),
  };
}

/** Do the headline measures predict differently where a 0/1 moderator is 1? Likelihood-ratio test of measure × moderator:
 *  when the stated part came first, or when it was decided under time pressure (Friese, Wänke & Plessner 2006). */
function moderatedBy(context: Context, moderator: string): Tests {
  const { cohort, primary } = context;
  const flags = columnOf(cohort, moderator);
  const tested = [primary.stated, primary.implicit].flatMap((measure) => {
    if (measure === null) return [];
    const product = columnOf(cohort, measure.column).map((score, row) => score * flags[row]!);
    const base = [measure.column, moderator];
    return [[measure.column, testOf(context, { base, name: `${measure.column}_x_${moderator}`, product })] as const];
  });
  return Object.fromEntries(tested);
}

/** Does a stated measure predict better of people who answered it quickly (Fazio, Powell & Williams 1989)? Likelihood-ratio test
 *  of measure × speed beyond both, among people of whom both are known. A quick answer need not be a strong one. */
function speedSection(context: Context): Pick<DesignSections, "speed_interaction"> {
  const { plan, table, outcome, measures } = context;
  if (plan.speed === undefined) return {};
  const tested = plan.speed.flatMap((column) => {
    const asked = measures.filter((measure) => measure.column === column);
    if (asked.length === 0) return [];
    const speed = speedColumn(column);
    const covariates = [...new Set([...plan.covariates, speed])];
    const bare = {
      ...plan,
      covariates,
      order: [],
      models: undefined,
      stated_first: undefined,
      time_pressure: undefined,
    };
    const cohort = cohortOf(table, bare, { outcome, measures: asked });
    const product = columnOf(cohort, column).map((score, row) => score * columnOf(cohort, speed)[row]!);
    const added = { base: [column], name: `${column}_x_speed`, product };
    return [[column, cohort.n === 0 ? null : testOf({ ...context, cohort }, added)] as const];
  });
  return { speed_interaction: Object.fromEntries(tested) };
}

/** Is the relation of a headline measure to the outcome bent? Likelihood-ratio test of the bent part of a restricted cubic
 *  spline with three knots; a measure of few levels has none. */
function nonlinearitySection(context: Context): Pick<DesignSections, "nonlinearity"> {
  const { cohort, primary } = context;
  const tested = [primary.stated, primary.implicit].flatMap((measure) => {
    const product = measure === null ? null : bentColumn(columnOf(cohort, measure.column));
    if (measure === null || product === null) return [];
    const { column } = measure;
    return [[column, testOf(context, { base: [column], name: `${column}_bent`, product })] as const];
  });
  return tested.length === 0 ? {} : { nonlinearity: Object.fromEntries(tested) };
}

type Added = { readonly base: readonly string[]; readonly name: string; readonly product: readonly number[] };

function testOf(context: Context, { base, name, product }: Added): NestedTest | null {
  const { cohort } = context;
  const columns = { ...cohort.columns, [name]: product };
  const question = { outcome: cohort.outcome, ...weightsOf(context), base: [...base, ...cohort.floor], added: [name] };
  return known(nestedTest(columns, question));
}

/** The yes-rules among the people who could have bought. */
function eligibleSection(context: Context): Pick<DesignSections, "rules_eligible"> {
  const { measures } = context;
  if (!everyone(context).eligible?.includes(true)) return {};
  const rules = measures.flatMap((measure) => measure.rules);
  return {
    rules_eligible: Object.fromEntries(
      rules.flatMap((rule): readonly (readonly [string, RuleReport])[] => {
        const asked = answeredBy(context, [rule.column]);
        const keep = <T>(list: readonly T[]) => list.filter((_, row) => asked.cohort.eligible?.[row]);
        const outcome = keep(asked.cohort.outcome);
        return outcome.length === 0 ? [] : [[rule.name, confusion(keep(selectedBy(asked, rule)), outcome)]];
      }),
    ),
  };
}

/** Does the implicit score matter more for some stated answers than for others? */
function interactionSection(context: Context): Pick<DesignSections, "interaction"> {
  const { cohort, primary } = context;
  if (!primary.stated || !primary.implicit) return {};
  const [stated, implicit] = [primary.stated.column, primary.implicit.column];
  const name = `${stated}_x_${implicit}`;
  const centred = (column: string) => {
    const values = columnOf(cohort, column);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [a, b] = [centred(stated), centred(implicit)];
  const product = a.map((value, row) => value * b[row]!);
  return { interaction: { [name]: testOf(context, { base: [stated, implicit], name, product }) } };
}

/** One item against two hundred trials is not an even contest: AUC above chance per minute. */
function effortSection(context: Context): Pick<DesignSections, "effort"> {
  const timed = context.measures.filter(({ minutes }) => minutes !== null);
  if (timed.length === 0) return {};
  return {
    effort: entriesOf(timed, ({ column, minutes }) => {
      const { cohort } = answeredBy(context, [column]);
      const { auc } = designAuc(cohort, columnOf(cohort, column));
      return [column, { minutes, auc, auc_above_chance_per_minute: (auc - 0.5) / (minutes ?? 1) }];
    }),
  };
}

/** What asking did to the link between intent and buying, where a control arm was not asked. */
function surveyedSection({
  plan,
  table,
  outcome,
  primary,
  warn,
}: Context): Pick<DesignSections, "self_generated_validity"> {
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
    warn(unavailable("self_generated_validity", "both an asked and an unasked arm are needed"));
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
