import type { Cohort } from "../../data/cohort.ts";
import { probabilityScores } from "../../statistics/models/calibration/probabilityScores.ts";
import type { ConstructReport } from "../../statistics/models/errorsInVariables/constructVerdict.ts";
import type { ChiSquaredTest } from "../../statistics/models/logistic/logisticRegression.ts";
import type { CrossValidationResult } from "../../statistics/validation/crossValidation.ts";
import type { RepeatedSection } from "../calibration/validationSections.ts";
import type { Context } from "../context.ts";
import { pairedAuc } from "../ranking/pairedAuc.ts";
import { type Answer, decimals, notAnswered, outcomeCaveat, pText, withInterval } from "./answer.ts";

/** What an increment is judged by: the test on identical rows and the gain on people not used for fitting. */
export type Increment = {
  readonly added: "implicit" | "stated";
  readonly test: ChiSquaredTest | null;
  readonly validated: CrossValidationResult | null;
  /** The models over repeated folds, where the gain has an interval that covers as it claims. */
  readonly repeated?: RepeatedSection | null;
  /** Whether the models are Firth's, and the test a penalised likelihood ratio. */
  readonly isPenalised?: boolean;
  /** The errors-in-variables verdict, for the implicit increment. */
  readonly construct?: ConstructReport | null;
};

/** Out-of-fold gain of M_full over the smaller model. */
type Gain = {
  readonly difference: number;
  /** By the corrected resampled t over repeated folds; null where folds are supplied: the pooled predictions of one set of
   *  folds have no error that holds. */
  readonly interval: readonly [number, number] | null;
  readonly logLoss: number;
};

/** E4 (implicit beyond stated) and E5 (stated beyond implicit): the predictive verdict. `adds` needs a test
 *  with p below .05 and, out of fold, both a smaller log-loss and a higher AUC (docs/simulations.md has its false alarms);
 *  how much it adds is the interval beside it. The sign of a coefficient is never told. */
export function incrementAnswer(context: Context, increment: Increment): Answer {
  const { n } = context.cohort;
  const { added, test } = increment;
  const base = added === "implicit" ? "stated" : "implicit";
  if (test === null) return notAnswered(n, `Whether ${added} adds to ${base} cannot be tested: a model has no fit.`);
  const gain = gainOf(context, increment);
  const verdict = verdictOf(added, test, gain);
  const interval = gain?.interval ?? null;
  return {
    estimate: gain?.difference ?? null,
    interval,
    verdict,
    sentence: `${openingOf(verdict, added, base)} ${numbersOf(testName(context, test, increment.isPenalised ?? false), test, gain)}${constructText(increment)}${outcomeCaveat(context)}`,
    n,
    lr: test,
    predictive: { verdict },
    ...(added === "implicit" ? { construct: constructOf(increment) } : {}),
    out_of_fold:
      gain === null ? null : { delta_auc: gain.difference, delta_auc_ci95: interval, delta_log_loss: gain.logLoss },
  };
}

function constructOf({ construct }: Increment): { readonly verdict: string; readonly reason: string | null } {
  if (!construct) return { verdict: "not testable here", reason: "the model with measurement error has no estimate" };
  return { verdict: construct.verdict, reason: construct.reason };
}

function constructText(increment: Increment): string {
  if (increment.added === "stated") return "";
  const { verdict, reason } = constructOf(increment);
  switch (verdict) {
    case "implicit carries more":
      return " With the stated items' measurement error allowed for, it keeps an effect of its own beside them.";
    case "no evidence":
      return (
        " With the stated items' measurement error allowed for, there is no evidence that it carries something people " +
        "cannot state."
      );
    default:
      return ` Whether it carries something people cannot state is not testable here: ${reason}.`;
  }
}

function gainOf({ cohort }: Context, { added, validated, repeated }: Increment): Gain | null {
  const smallerName = added === "implicit" ? "stated" : "implicit";
  const auc = repeated?.[`full_minus_${smallerName}_auc`] ?? null;
  const loss = repeated?.[`full_minus_${smallerName}_log_loss`] ?? null;
  if (auc !== null && loss !== null && cohort.weights === null) {
    const [low, high] = auc.ci95;
    return {
      difference: auc.mean_difference,
      interval: [Math.max(-1, low), Math.min(1, high)],
      logLoss: loss.mean_difference,
    };
  }
  const full = validated?.probabilities.M_full;
  const smaller = validated?.probabilities[added === "implicit" ? "M_stated" : "M_implicit"];
  if (!full || !smaller) return null;
  const { difference } = pairedAuc(cohort, full, smaller);
  return { difference, interval: null, logLoss: meanLoss(cohort, full) - meanLoss(cohort, smaller) };
}

// The mean surprise at what people did, each person as heavy as their weight.
function meanLoss({ outcome, weights, n }: Cohort, p: Float64Array): number {
  if (weights === null) return probabilityScores(outcome, p).log_loss;
  return outcome.reduce((sum, y, row) => sum - weights[row]! * Math.log(y === 1 ? p[row]! : 1 - p[row]!), 0) / n;
}

function verdictOf(added: string, test: ChiSquaredTest, gain: Gain | null): string {
  if (test.p >= 0.05) return "no evidence";
  if (gain === null) return `${added} fits better, prediction untested`;
  return gain.logLoss < 0 && gain.difference > 0 ? `${added} adds` : `${added} fits better but does not predict better`;
}

function openingOf(verdict: string, added: string, base: string): string {
  switch (verdict) {
    case "no evidence":
      return `No evidence that the ${added} measure adds to the ${base} ones.`;
    case `${added} adds`:
      return `The ${added} measure improves prediction beyond the ${base} ones.`;
    default:
      return `The ${added} measure improves the fit beyond the ${base} ones in this sample, ${
        verdict.includes("untested")
          ? "but prediction on other people could not be tested."
          : "but not the prediction of people left out."
      }`;
  }
}

/** The test that was made, by name. */
function testName({ cohort }: Context, test: ChiSquaredTest & { readonly df2?: number }, isPenalised: boolean): string {
  if (isPenalised) {
    const rest = [
      ...(cohort.weights === null ? [] : ["unweighted"]),
      ...(cohort.persons === null ? [] : ["rows counted as people"]),
    ];
    return `Penalised likelihood ratio${rest.length === 0 ? "" : ` (${rest.join(", ")})`}`;
  }
  if (test.df2 === undefined) return "Likelihood ratio";
  return cohort.persons === null ? "Robust Wald test (weighted)" : "Robust Wald test over persons";
}

function numbersOf(
  name: string,
  test: ChiSquaredTest & { readonly df2?: number; readonly f?: number },
  gain: Gain | null,
): string {
  const statistic =
    test.df2 === undefined || test.f === undefined
      ? `χ²(${test.df}) = ${test.chi2.toFixed(2)}`
      : `F(${test.df}, ${test.df2}) = ${test.f.toFixed(2)}`;
  const lr = `${name} ${statistic}, ${pText(test.p)}`;
  if (gain === null) return `${lr}.`;
  const auc = withInterval(gain.difference, gain.interval);
  const isOpen = test.p < 0.05 && gain.interval !== null && gain.interval[0] <= 0 && gain.interval[1] >= 0;
  const size = isOpen ? " How large the gain is for other people is open: the interval holds 0." : "";
  return `${lr}; out of fold the AUC changes by ${auc} and the log-loss by ${decimals(gain.logLoss)}.${size}`;
}
