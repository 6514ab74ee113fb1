import { probabilityScores } from "../../models/calibration/probabilityScores.ts";
import type { ConstructReport } from "../../models/errorsInVariables/constructVerdict.ts";
import type { ChiSquaredTest } from "../../models/logistic/logisticRegression.ts";
import type { CrossValidationResult } from "../../models/validation/crossValidation.ts";
import type { Context } from "../context.ts";
import { type PairedAuc, pairedAuc } from "../pairedAuc.ts";
import { type Answer, decimals, notAnswered, outcomeCaveat, pText, withInterval } from "./answer.ts";

/** What an increment is judged by: the test on identical rows and the gain on people not used for fitting. */
export type Increment = {
  readonly added: "implicit" | "stated";
  readonly test: ChiSquaredTest | null;
  readonly validated: CrossValidationResult | null;
  /** The errors-in-variables verdict, for the implicit increment. */
  readonly construct?: ConstructReport | null;
};

/** Out-of-fold gain of M_full over the smaller model; null where either has no out-of-fold probabilities. */
type Gain = { readonly auc: PairedAuc; readonly logLoss: number };

/** E4 (implicit beyond stated) and E5 (stated beyond implicit): the predictive verdict. `adds` needs both a
 *  likelihood-ratio p below .05 and a smaller out-of-fold log-loss; the sign of a coefficient is never told. */
export function incrementAnswer(context: Context, increment: Increment): Answer {
  const { n } = context.cohort;
  const { added, test } = increment;
  const base = added === "implicit" ? "stated" : "implicit";
  if (test === null) return notAnswered(n, `Whether ${added} adds to ${base} cannot be tested: a model has no fit.`);
  const gain = gainOf(context, increment);
  const verdict = verdictOf(added, test, gain);
  const interval = gain?.auc.interval ?? null;
  return {
    estimate: gain?.auc.difference ?? null,
    interval,
    verdict,
    sentence: `${openingOf(verdict, added, base)} ${numbersOf(testName(context), test, gain)}${constructText(increment)}${outcomeCaveat(context)}`,
    n,
    lr: test,
    predictive: { verdict },
    ...(added === "implicit" ? { construct: constructOf(increment) } : {}),
    out_of_fold:
      gain === null ? null : { delta_auc: gain.auc.difference, delta_auc_ci95: interval, delta_log_loss: gain.logLoss },
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
      return " With the stated items' measurement error allowed for, it still carries more than they do.";
    case "no evidence":
      return (
        " With the stated items' measurement error allowed for, there is no evidence that it carries something people " +
        "cannot state."
      );
    default:
      return ` Whether it carries something people cannot state is not testable here: ${reason}.`;
  }
}

function gainOf({ cohort }: Context, { added, validated }: Increment): Gain | null {
  const full = validated?.probabilities.M_full;
  const smaller = validated?.probabilities[added === "implicit" ? "M_stated" : "M_implicit"];
  if (!full || !smaller) return null;
  const loss = (p: Float64Array) => probabilityScores(cohort.outcome, p).log_loss;
  return { auc: pairedAuc(cohort, full, smaller), logLoss: loss(full) - loss(smaller) };
}

function verdictOf(added: string, test: ChiSquaredTest, gain: Gain | null): string {
  if (test.p >= 0.05) return "no evidence";
  if (gain === null) return `${added} fits better, prediction untested`;
  return gain.logLoss < 0 ? `${added} adds` : `${added} fits better but does not predict better`;
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

function testName({ cohort }: Context): string {
  return cohort.weights !== null && cohort.persons === null ? "Robust Wald" : "Likelihood ratio";
}

function numbersOf(name: string, test: ChiSquaredTest, gain: Gain | null): string {
  const lr = `${name} χ²(${test.df}) = ${test.chi2.toFixed(2)}, ${pText(test.p)}`;
  if (gain === null) return `${lr}.`;
  const auc = withInterval(gain.auc.difference, gain.auc.interval);
  return `${lr}; out of fold the AUC changes by ${auc} and the log-loss by ${decimals(gain.logLoss)}.`;
}
