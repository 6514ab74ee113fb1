import { columnOf } from "../../data/cohort.ts";
import type { ComparedMeasure, NamedRule } from "../../plan/measure.ts";
import { ruleText, satisfies } from "../../plan/rule.ts";
import type { Named } from "../../statistics/named.ts";
import { type MatchedDifference, matchedDifference } from "../../statistics/ranking/matchedDifference.ts";
import { type TopReport, topSelection } from "../../statistics/ranking/matchedSelection.ts";
import { atBaseRate } from "../../statistics/shares/baseRatePpv.ts";
import { confusion, type RuleReport } from "../../statistics/shares/confusion.ts";
import { type PairedRulesReport, pairedRules } from "../../statistics/shares/pairedRules.ts";
import { type ProportionReport, proportion } from "../../statistics/shares/proportion.ts";
import { answeredBy } from "../answeredBy.ts";
import { type Context, entriesOf } from "../context.ts";
import { unavailable } from "../unavailable.ts";
import { labelIn } from "../words.ts";

/** Who a rule selects, one per analysed row. */
export function selectedBy({ cohort }: Context, { column, rule }: NamedRule): readonly boolean[] {
  return columnOf(cohort, column).map((score) => satisfies(rule, score));
}

/** Every yes-rule against what was bought. */
export function rulesSection(context: Context): Readonly<Record<string, RuleReport>> {
  const rules = context.measures.flatMap((measure) => measure.rules);
  const answered = rules.filter((rule) => {
    const isAnswered = answeredBy(context, [rule.column]).cohort.n > 0;
    if (!isAnswered) {
      context.warn(unavailable("rules", "nobody with a known outcome answered", ruleIn(context, rule)));
    }
    return isAnswered;
  });
  return entriesOf(answered, (rule) => {
    const asked = answeredBy(context, [rule.column]);
    const report = confusion(selectedBy(asked, rule), asked.cohort.outcome);
    if (report.ppv.estimate === null) {
      context.warn(unavailable("rules", "the rule selects nobody", ruleIn(context, rule)));
    }
    return [rule.name, report];
  });
}

function ruleIn(context: Context, { column, rule }: NamedRule): string {
  return `${labelIn(context, column)} ${ruleText(rule)}`;
}

/** A level of a stated answer and the share who bought. */
export type SayDoRow = { readonly level: number } & ProportionReport;

/** `say_do_matrix_<column>` of every stated measure with at most a dozen levels: for each answer, how many bought. */
export function sayDoMatrices(context: Context): Named<"say_do_matrix_", readonly SayDoRow[]> {
  const matrices = context.measures
    .filter(({ role }) => role === "stated")
    .flatMap((measure) => {
      const { cohort } = answeredBy(context, [measure.column]);
      const scores = columnOf(cohort, measure.column);
      if (scores.length === 0) return [];
      const levels = levelsOf(measure, scores);
      if (levels.length > MOST_LEVELS) return [];
      return [[`say_do_matrix_${measure.column}`, levels.map((level) => sayDoRow(level, scores, cohort.outcome))]];
    });
  return Object.fromEntries(matrices);
}

const MOST_LEVELS = 12;

function levelsOf({ scale }: ComparedMeasure, scores: readonly number[]): readonly number[] {
  const seen = [...new Set(scores)].sort((a, b) => a - b);
  const isWhole = seen.every(Number.isInteger);
  if (scale === null || !isWhole || !scale.every(Number.isInteger)) return seen;
  const [low, high] = [Math.min(scale[0], seen[0]!), Math.max(scale[1], seen.at(-1)!)];
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}

function sayDoRow(level: number, scores: readonly number[], outcome: readonly number[]): SayDoRow {
  const chosen = outcome.filter((_, row) => scores[row] === level);
  return { level, ...proportion(chosen.filter((value) => value === 1).length, chosen.length) };
}

/** The primary stated yes against the primary implicit yes on the same people. */
export function pairedRulesSection(context: Context): Named<"paired_rules_", PairedRulesReport> {
  const [stated, implicit] = [context.primary.stated?.rules[0], context.primary.implicit?.rules[0]];
  if (!stated || !implicit) return {};
  const both = answeredBy(context, [stated.column, implicit.column]);
  const compared = pairedRules(selectedBy(both, stated), selectedBy(both, implicit), both.cohort.outcome);
  return { [`paired_rules_${stated.short}_vs_${implicit.short}`]: compared };
}

/** The same number of people chosen by every measure: k is what the primary stated yes selects. */
export type MatchedSelection = {
  readonly k: number;
  readonly stated_ppv: number | null;
  /** The best k of the primary implicit measure minus the stated yes, with its test; null where there is no such measure, or
   *  everybody or nobody says yes. */
  readonly implicit_minus_stated: MatchedDifference | null;
} & TopSelections;
/** The best k of each measure by its column; the primary implicit one is `implicit_topk`. */
export type TopSelections = { readonly [topk: `${string}_topk`]: TopReport };

/** Buyers among the best k of each measure, ties at the cut shared; null without a stated yes-rule. */
export function matchedSelection(context: Context): MatchedSelection | null {
  const { primary, measures } = context;
  const rule = primary.stated?.rules[0];
  if (!rule || !primary.stated) return null;
  // Each measure beside the stated yes among the people who have both.
  const yesAmong = (columns: readonly string[]) => {
    const asked = answeredBy(context, [rule.column, ...columns]);
    const selected = selectedBy(asked, rule);
    const hits = asked.cohort.outcome.filter((outcome, row) => selected[row] && outcome === 1).length;
    return { cohort: asked.cohort, selected, k: selected.filter(Boolean).length, hits };
  };
  const { k, hits, selected, cohort } = yesAmong(primary.implicit === null ? [] : [primary.implicit.column]);
  const others = measures.filter(({ column }) => column !== primary.stated?.column);
  const top = entriesOf(others, (measure) => {
    const both = yesAmong([measure.column]);
    return [
      `${measure.column === primary.implicit?.column ? "implicit" : measure.column}_topk`,
      topSelection(columnOf(both.cohort, measure.column), both.cohort.outcome, both.k),
    ];
  });
  const difference =
    primary.implicit === null
      ? null
      : matchedDifference({
          scores: columnOf(cohort, primary.implicit.column),
          marked: selected,
          outcomes: cohort.outcome,
          persons: cohort.persons,
        });
  return { k, stated_ppv: k > 0 ? hits / k : null, implicit_minus_stated: difference, ...top };
}

const BASE_RATES = [0.01, 0.03, 0.1, 0.3, 0.5] as const;

/** PPV of the primary rules where 1 to 50 % buy, with the sensitivity and specificity seen here. */
export function baseRateAdjusted(
  context: Context,
  rules: Readonly<Record<string, RuleReport>>,
): readonly Readonly<Record<string, number | null>>[] {
  const names = [context.primary.stated, context.primary.implicit].flatMap((measure) =>
    measure?.rules[0] ? [measure.rules[0].name] : [],
  );
  return BASE_RATES.map((prevalence) => ({
    prevalence,
    ...entriesOf(names, (name) => [name, ppvAt(rules[name], prevalence)]),
  }));
}

function ppvAt(rule: RuleReport | undefined, prevalence: number): number | null {
  const [sensitivity, specificity] = [rule?.sensitivity.estimate, rule?.specificity.estimate];
  if (sensitivity === undefined || sensitivity === null) return null;
  if (specificity === undefined || specificity === null) return null;
  return atBaseRate({ sensitivity, specificity, prevalence }).ppv;
}

/** One cell of the stated × implicit panel. */
export type TercileCell = { readonly stated_yes: 0 | 1; readonly tercile: 1 | 2 | 3 } & ProportionReport;

/** Share who bought by stated yes or no and by third of the primary implicit score ("says yes, feels no"). */
export function sayDoByTercile(everybody: Context): readonly TercileCell[] | null {
  const [rule, implicit] = [everybody.primary.stated?.rules[0], everybody.primary.implicit];
  if (!rule || !implicit) return null;
  const context = answeredBy(everybody, [rule.column, implicit.column]);
  if (context.cohort.n < 6) return null;
  const scores = columnOf(context.cohort, implicit.column);
  const sorted = [...scores].sort((a, b) => a - b);
  const cuts = [sorted[Math.ceil(sorted.length / 3) - 1]!, sorted[Math.ceil((2 * sorted.length) / 3) - 1]!];
  const terciles = scores.map((score) => (score <= cuts[0]! ? 1 : score <= cuts[1]! ? 2 : 3));
  const selected = selectedBy(context, rule);
  return ([1, 0] as const).flatMap((yes) =>
    ([1, 2, 3] as const).map((tercile) => {
      const chosen = context.cohort.outcome.filter(
        (_, row) => terciles[row] === tercile && selected[row] === (yes === 1),
      );
      return { stated_yes: yes, tercile, ...proportion(chosen.filter((value) => value === 1).length, chosen.length) };
    }),
  );
}
