import { randomStream } from "../../experiments/random/randomStream.ts";
import type { Context } from "../findings/context.ts";
import { selectedBy } from "../findings/rules/ruleSections.ts";
import { designOf } from "../statistics/models/logistic/design.ts";
import { fitLogistic } from "../statistics/models/logistic/fitLogistic.ts";
import { rSquaredOf } from "../statistics/models/logistic/rSquared.ts";
import { delong, delongPaired } from "../statistics/ranking/delong.ts";
import type { AssumedStudy, DrawStudy } from "./assumedStudy.ts";

/** What a very large study would show if the truth holds. */
export type Expected = {
  /** People simulated for it. */
  readonly people: number;
  readonly base_rate: number;
  readonly predictors: number;
  readonly r2_cox_snell: number;
  readonly auc: readonly { readonly column: string; readonly auc: number }[];
  /** Of the two headline AUCs; null without a stated or an implicit measure. */
  readonly headline: {
    readonly stated: number;
    readonly implicit: number;
    /** Correlation of the two estimates. */
    readonly correlation: number;
  } | null;
  /** What the headline stated rule selects, and the share of those who buy. */
  readonly yes: { readonly rule: string; readonly share: number; readonly ppv: number } | null;
};

const PEOPLE = 20_000;

/** Simulates one study of 20,000 people; null when its purchases cannot be modelled: nobody or everybody buys, or the
 *  scores tell buyers apart without error. */
export function expectedOf(
  draw: DrawStudy,
  { context: contextOf, seed }: { readonly context: (study: AssumedStudy) => Context; readonly seed: number },
): Expected | null {
  const study = draw(PEOPLE, randomStream(seed, 0));
  const { columns, bought } = study;
  const context = contextOf(study);
  if (context.cohort.buyers === 0 || context.cohort.buyers === PEOPLE) return null;
  const names = context.measures.map(({ column }) => column);
  const fit = fitLogistic(designOf(columns, names, PEOPLE), bought);
  if (fit.kind !== "fitted") return null;
  const auc = names.map((column) => ({ column, auc: delong(columns[column]!, bought).auc }));
  return {
    people: PEOPLE,
    base_rate: context.cohort.buyers / PEOPLE,
    predictors: names.length,
    r2_cox_snell: rSquaredOf(fit).cox_snell,
    auc,
    headline: headlineOf(study, context),
    yes: yesOf(context),
  };
}

function headlineOf({ columns, bought }: AssumedStudy, { primary }: Context): Expected["headline"] {
  if (!primary.stated || !primary.implicit) return null;
  const report = delongPaired(columns[primary.stated.column]!, columns[primary.implicit.column]!, bought);
  return { stated: report.auc1, implicit: report.auc2, correlation: report.correlation ?? 0 };
}

function yesOf(context: Context): Expected["yes"] {
  const rule = context.primary.stated?.rules[0];
  if (!rule) return null;
  const selected = selectedBy(context, rule);
  const yes = selected.filter(Boolean).length;
  if (yes === 0) return null;
  const buyers = selected.filter((isSelected, row) => isSelected && context.cohort.outcome[row] === 1).length;
  return { rule: rule.name, share: yes / PEOPLE, ppv: buyers / yes };
}
