import { average, total } from "../association/moments.ts";
import { fitLinear, type LinearFit, linearEntry } from "../models/linear/linearRegression.ts";
import { binomialLogLikelihood } from "../models/logistic/binomialLikelihood.ts";
import { designOf, INTERCEPT } from "../models/logistic/design.ts";
import { fitLogistic } from "../models/logistic/fitLogistic.ts";
import { type ChiSquaredTest, chiSquaredTest } from "../models/logistic/logisticRegression.ts";
import { type Named, named } from "../named.ts";
import { intentBetaBinomial } from "./intentBetaBinomial.ts";
import { intentLink } from "./intentLink.ts";
import { isotonicRates, purchaseRates, type RateAtLevel, trendTest } from "./intentRates.ts";

/** What people said they would do and what they did. */
export type IntentStudy = {
  /** 1 = bought, one a person. */
  readonly outcome: readonly number[];
  /** Chances of buying in `steps` equal steps, such as Juster's 0…10. */
  readonly chance?: { readonly name: string; readonly answers: readonly number[]; readonly steps: number } | undefined;
  /** Purchase intent on five points, 5 = definitely would. */
  readonly intent?: { readonly name: string; readonly answers: readonly number[] } | undefined;
};

/** Assumed shares of buyers among answers 5, 4, 3, 2, 1; a forecaster's convention, not an estimate. */
export const BOX_WEIGHTS = [0.75, 0.25, 0.1, 0.05, 0.02] as const;

const INTENT_POINTS = 5;
const SHARE = "share";

type SpreadOfIntent = Exclude<ReturnType<typeof intentBetaBinomial>, { readonly reason: unknown }>;

/** Stated chances and intents against what was done; entries are named after the questions. */
export type IntentCalibration = {
  readonly calibration: Readonly<Record<string, number | null>>;
  readonly nonlinearity_lr_saturated_vs_linear_logit?: ChiSquaredTest | null;
  readonly morrison_linear_link?: ReturnType<typeof intentLink>;
  readonly [spread: `${string}_beta_binomial`]: SpreadOfIntent | null;
} & Named<"purchase_rate_by_", readonly RateAtLevel[]> &
  Named<"isotonic_purchase_rate_by_", readonly number[]> &
  Named<"linear_probability_", ReturnType<typeof lineEntry> | null> &
  Named<"logit_", ShareCurve | null> &
  Named<"cochran_armitage_trend_", ReturnType<typeof trendTest>>;

/** The sections of an intent calibration under the reference's names: how true intentions are spread (Morrison 1979),
 *  how buying rises with the answer, and how far the mean of what was said lies from what was done. A model without an
 *  estimate is null, with the reason in `warnings`. Throws RangeError when an answer lies outside its scale. */
export function intentCalibration({ outcome, chance, intent }: IntentStudy): {
  readonly sections: IntentCalibration;
  readonly warnings: readonly string[];
} {
  const ofChance = chance === undefined ? null : chanceSections(chance, outcome);
  const ofIntent = intent === undefined ? null : intentSections(intent, outcome);
  return {
    sections: {
      ...ofChance?.sections,
      ...ofIntent?.sections,
      calibration: { actual_rate: average(outcome), ...ofChance?.calibration, ...ofIntent?.calibration },
    },
    warnings: [...(ofChance?.warnings ?? []), ...(ofIntent?.warnings ?? [])],
  };
}

type Chance = NonNullable<IntentStudy["chance"]>;

function chanceSections({ name, answers, steps }: Chance, outcome: readonly number[]) {
  const spread = intentBetaBinomial(answers, steps);
  const link =
    "reason" in spread
      ? null
      : intentLink(
          answers.map((answer) => spread.posterior_mean_true_intent_by_stated[answer]!),
          outcome,
        );
  const shares = answers.map((answer) => answer / steps);
  const said = average(shares);
  const levels = Array.from({ length: steps + 1 }, (_, level) => level);
  const line = fitLinear(designOf({ [SHARE]: shares }, [SHARE], shares.length), outcome);
  const curve = logisticOnShare(shares, outcome);
  return {
    sections: {
      ...spreadOf(name, spread),
      ...named("purchase_rate_by_", name, purchaseRates(answers, outcome, levels)),
      ...named("linear_probability_", name, line.kind === "fitted" ? lineEntry(line, `I(${name}/${steps})`) : null),
      ...named("logit_", name, curve),
      nonlinearity_lr_saturated_vs_linear_logit: curve === null ? null : nonlinearity(answers, outcome, curve),
      ...named("isotonic_purchase_rate_by_", name, isotonicRates(answers, outcome)),
      morrison_linear_link: link,
    },
    calibration: {
      [`stated_mean_probability_${name}`]: said,
      calibration_ratio_actual_over_stated: said === 0 ? null : average(outcome) / said,
      [`${name}_as_probability_brier`]: average(shares.map((share, row) => (share - outcome[row]!) ** 2)),
    },
    warnings: [
      ...("reason" in spread ? [`${name}: the answers are too alike to tell true intentions apart`] : []),
      ...(link === null
        ? [`${name}: the line from intention to buying leaves the range from 0 to 1 and is not shown`]
        : []),
      ...(curve === null ? [`${name}: the logistic curve of buying has no estimate`] : []),
    ],
  };
}

/** `<name>_beta_binomial`: how true intentions are spread; null where they cannot be told apart. */
function spreadOf(
  name: string,
  spread: ReturnType<typeof intentBetaBinomial>,
): { readonly [spread: `${string}_beta_binomial`]: SpreadOfIntent | null } {
  return { [`${name}_beta_binomial`]: "reason" in spread ? null : spread };
}

// Terms carry R's names, as in the reference.
function lineEntry(line: LinearFit, term: string) {
  const { coefficients } = linearEntry(line);
  const [intercept, slope] = [coefficients[INTERCEPT]!, coefficients[SHARE]!];
  return { intercept: intercept.estimate, slope: slope.estimate, se: { [INTERCEPT]: intercept.se, [term]: slope.se } };
}

type ShareCurve = { readonly coef: readonly number[]; readonly se: readonly number[]; readonly log_likelihood: number };

function logisticOnShare(shares: readonly number[], outcome: readonly number[]): ShareCurve | null {
  const fit = fitLogistic(designOf({ [SHARE]: shares }, [SHARE], shares.length), outcome);
  return fit.kind === "fitted" ? { coef: fit.beta, se: fit.se, log_likelihood: fit.logLikelihood } : null;
}

// A model with its own rate at every level contains the curve; its likelihood needs no fitting.
function nonlinearity(answers: readonly number[], outcome: readonly number[], curve: ShareCurve) {
  const levels = [...new Set(answers)];
  const rates = new Map(purchaseRates(answers, outcome, levels).map(({ level, x, n }) => [level, x / n]));
  const terms = levels.map((level) => {
    const own = outcome.filter((_, row) => answers[row] === level);
    const rate = rates.get(level)!;
    return rate === 0 || rate === 1 ? 0 : binomialLogLikelihood(own, new Array<number>(own.length).fill(rate));
  });
  if (levels.length < 3) return null;
  return chiSquaredTest(Math.max(0, 2 * (total(terms) - curve.log_likelihood)), levels.length - 2);
}

type Intent = NonNullable<IntentStudy["intent"]>;

function intentSections({ name, answers }: Intent, outcome: readonly number[]) {
  const spread = intentBetaBinomial(
    answers.map((answer) => answer - 1),
    INTENT_POINTS - 1,
  );
  const levels = Array.from({ length: INTENT_POINTS }, (_, level) => level + 1);
  const shareFrom = (least: number) => answers.filter((answer) => answer >= least).length / answers.length;
  const weights = BOX_WEIGHTS.map((weight) => Math.round(weight * 100)).join("_");
  return {
    sections: {
      ...spreadOf(name, spread),
      ...named("purchase_rate_by_", name, purchaseRates(answers, outcome, levels)),
      ...named("cochran_armitage_trend_", name, trendTest(answers, outcome)),
    },
    calibration: {
      [`top_box_share_${name}`]: shareFrom(INTENT_POINTS),
      [`top2_share_${name}`]: shareFrom(INTENT_POINTS - 1),
      [`weighted_box_forecast_${weights}`]: average(answers.map((answer) => BOX_WEIGHTS[INTENT_POINTS - answer]!)),
    },
    warnings: "reason" in spread ? [`${name}: the answers are too alike to tell true intentions apart`] : [],
  };
}
