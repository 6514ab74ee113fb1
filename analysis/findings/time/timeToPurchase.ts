import { type Cohort, columnOf } from "../../data/cohort.ts";
import { numbersOf } from "../../data/dataTable.ts";
import { type ChiSquaredTest, chiSquaredTest } from "../../statistics/models/logistic/logisticRegression.ts";
import { type CoxFit, coxRegression } from "../../statistics/survival/coxRegression.ts";
import { type BoughtBy, boughtBy } from "../../statistics/survival/kaplanMeier.ts";
import { type Context, entriesOf } from "../context.ts";
import { ladderOf } from "../models/ladder.ts";
import { selectedBy } from "../rules/ruleSections.ts";
import { samplingUnits } from "../samplingUnits.ts";

/** When people bought, those still watched counted as long as they were: nobody is dropped because a window is open. */
export type TimeToPurchase = {
  readonly until: number;
  readonly everyone: BoughtBy;
  readonly by_rule: Readonly<Record<string, { readonly yes: BoughtBy | null; readonly no: BoughtBy | null }>>;
  readonly cox: Readonly<Record<string, CoxFit | null>>;
  readonly add_implicit_to_stated: ChiSquaredTest | null;
  readonly add_stated_to_implicit: ChiSquaredTest | null;
  /** False where rows are weighted: nothing in this section is. */
  readonly weighted: false;
};

/** `time_to_purchase`, where the outcome names how long each person was watched (`time`): Kaplan–Meier shares by the yes-rules
 *  of both primaries at the outcome's window, and the ladder of models as Cox models. Empty otherwise. */
export function timeToPurchase(context: Context): { readonly time_to_purchase?: TimeToPurchase | null } {
  const { outcome, cohort, table, primary, warn } = context;
  if (outcome.time === undefined) return {};
  const all = numbersOf(table, outcome.time);
  const times = cohort.rows.map((row) => all[row] ?? null);
  const known = times.flatMap((time, row) => (time !== null && time >= 0 ? [row] : []));
  if (known.length < times.length)
    warn(`The time to purchase leaves out ${times.length - known.length} rows without a time in ${outcome.time}.`);
  if (known.length < 2) return { time_to_purchase: null };
  const watched = (rows: readonly number[]) => ({
    times: rows.map((row) => times[row]!),
    events: rows.map((row) => cohort.outcome[row]!),
  });
  const until = outcome.window ?? known.reduce((most, row) => Math.max(most, times[row]!), 0);
  const at = (rows: readonly number[]) => (rows.length === 0 ? null : boughtBy(watched(rows), until));
  const rules = [primary.stated?.rules[0], primary.implicit?.rules[0]].flatMap((rule) => rule ?? []);
  const cox = coxLadder(context, { rows: known, watched: watched(known) });
  const section: TimeToPurchase = {
    until,
    everyone: boughtBy(watched(known), until),
    by_rule: entriesOf(rules, (rule) => {
      const selected = selectedBy(context, rule);
      return [
        rule.name,
        { yes: at(known.filter((row) => selected[row])), no: at(known.filter((row) => !selected[row])) },
      ];
    }),
    cox,
    add_implicit_to_stated: ratio(cox.M_stated, cox.M_full),
    add_stated_to_implicit: ratio(cox.M_implicit, cox.M_full),
    weighted: false,
  };
  if (cohort.weights !== null) warn("The time to purchase counts every person once, without weights.");
  return { time_to_purchase: section };
}

type Known = {
  readonly rows: readonly number[];
  readonly watched: { readonly times: number[]; readonly events: number[] };
};

function coxLadder(context: Context, { rows, watched }: Known): Readonly<Record<string, CoxFit | null>> {
  const { cohort } = context;
  const { models } = ladderOf(context);
  const headline = ["M_past", "M_stated", "M_implicit", "M_full"].filter((name) => name in models);
  const position = new Map(rows.map((row, at) => [row, at]));
  const units = samplingUnits(unweighted(cohort))?.map((unit) => unit.flatMap((row) => position.get(row) ?? []));
  return entriesOf(headline, (name) => {
    const predictors = [...(models[name] ?? []), ...cohort.floor];
    const columns = Object.fromEntries(
      predictors.map((column) => {
        const values = columnOf(cohort, column);
        return [column, rows.map((row) => values[row]!)];
      }),
    );
    return [name, predictors.length === 0 ? null : coxRegression({ ...watched, columns, units: units ?? null })];
  });
}

function unweighted({ persons, n }: Cohort) {
  return { persons, n, weights: null };
}

function ratio(smaller: CoxFit | null | undefined, larger: CoxFit | null | undefined): ChiSquaredTest | null {
  if (!smaller || !larger) return null;
  const added = Object.keys(larger.coefficients).length - Object.keys(smaller.coefficients).length;
  return chiSquaredTest(Math.max(0, 2 * (larger.log_likelihood - smaller.log_likelihood)), added);
}
