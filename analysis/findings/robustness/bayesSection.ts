import { columnOf } from "../../data/cohort.ts";
import { bayesianLogistic } from "../../statistics/models/bayes/bayesianLogistic.ts";
import { probabilitySecondBetter, sharePosterior } from "../../statistics/models/bayes/betaBinomial.ts";
import { normalUpperTail } from "../../statistics/numerics/distributions.ts";
import { answeredBy } from "../answeredBy.ts";
import type { Answer } from "../answers/answer.ts";
import { claimRule } from "../claims/claimReading.ts";
import { type Context, entriesOf } from "../context.ts";
import type { FittedLadder } from "../models/fitLadder.ts";
import { selectedBy } from "../rules/ruleSections.ts";
import { shareOf } from "../share.ts";

/** What the data leave probable, where the plan asks for it. */
export type BayesReadings = {
  readonly rope: number;
  readonly ppv: ReturnType<typeof claimedShares>;
  readonly delta_auc: ReturnType<typeof differencePosterior>;
  readonly implicit_rule_more_accurate: ReturnType<typeof moreAccurate>;
  readonly slopes: ReturnType<typeof slopes> | null;
  readonly bic_bayes_factor_add_implicit: number | null;
};

/** `bayes`, where the plan asks for it: posterior of every share claimed, the probability that the implicit yes is right
 *  more often than the stated one, of which side of the margin the AUC difference lies, each primary's slope and its
 *  Bayes factor. What would take rows of one person for as many people is null, and said. */
export function bayesSection(
  context: Context,
  found: { readonly ladder: FittedLadder; readonly ranking: Answer },
): { readonly bayes?: BayesReadings } {
  const { plan, cohort, warn } = context;
  if (plan.bayes === undefined) return {};
  const isClustered = cohort.persons !== null;
  if (isClustered)
    warn("bayes holds no slopes and no paired rules: they would take rows of one person for several people.");
  return {
    bayes: {
      rope: ropeOf(context),
      ppv: claimedShares(context),
      delta_auc: differencePosterior(context, found.ranking),
      implicit_rule_more_accurate: isClustered ? null : moreAccurate(context),
      slopes: isClustered ? null : slopes(context),
      bic_bayes_factor_add_implicit: isClustered ? null : bicBayesFactor(found.ladder),
    },
  };
}

function ropeOf({ plan }: Context): number {
  return plan.bayes?.rope ?? plan.margin;
}

// Persons are counted: a clustered share weighs as much as its effective number of independent rows.
function claimedShares(context: Context) {
  const { plan } = context;
  return plan.claims.flatMap((claim) => {
    const rule = claimRule(context, claim);
    if (claim.reading !== "ppv" || rule === null) return [];
    const asked = answeredBy(context, [rule.column]);
    const { cohort } = asked;
    const selected = selectedBy(asked, rule);
    const share = shareOf(
      cohort,
      (row) => selected[row]!,
      (row) => cohort.outcome[row] === 1,
    );
    if (share.estimate === null) return [];
    const { below, between, ...posterior } = sharePosterior(share.estimate * share.effectiveN, share.effectiveN);
    const within = [Math.max(0, claim.value - plan.margin), Math.min(1, claim.value + plan.margin)] as const;
    return [
      {
        rule: rule.name,
        value: claim.value,
        ...posterior,
        probability_below: below(claim.value),
        probability_within_margin: between(...within),
      },
    ];
  });
}

// The posterior under a flat prior, normal around the estimate with its standard error.
function differencePosterior(context: Context, { estimate, se }: Answer) {
  if (estimate === null || typeof se !== "number" || se === 0) return null;
  const rope = ropeOf(context);
  const above = normalUpperTail((rope - estimate) / se);
  const below = normalUpperTail((rope + estimate) / se);
  return { probability_implicit: above, probability_alike: Math.max(0, 1 - above - below), probability_stated: below };
}

function moreAccurate(context: Context) {
  const [stated, implicit] = [context.primary.stated?.rules[0], context.primary.implicit?.rules[0]];
  if (!stated || !implicit) return null;
  const bought = context.cohort.outcome.map((value) => value === 1);
  const [first, second] = [selectedBy(context, stated), selectedBy(context, implicit)];
  const only = (a: readonly boolean[], b: readonly boolean[]) =>
    bought.filter((value, row) => a[row] === value && b[row] !== value).length;
  return probabilitySecondBetter(only(first, second), only(second, first));
}

function slopes(context: Context) {
  const { cohort, primary } = context;
  const measures = [primary.stated, primary.implicit].flatMap((measure) => measure ?? []);
  return entriesOf(measures, ({ column }) => {
    const scores = columnOf(cohort, column);
    return [column, new Set(scores).size < 2 ? null : bayesianLogistic(scores, cohort.outcome)];
  });
}

/** exp of half the BIC difference (Kass & Raftery 1995): how much likelier the data are with the implicit measure. */
function bicBayesFactor({ fits }: FittedLadder): number | null {
  const [full, stated] = [fits.M_full, fits.M_stated];
  if (full?.method !== "ml" || stated?.method !== "ml") return null;
  const added = full.fit.beta.length - stated.fit.beta.length;
  const bic = 2 * (full.fit.logLikelihood - stated.fit.logLikelihood) - added * Math.log(full.fit.design.rows);
  return Math.exp(bic / 2);
}
