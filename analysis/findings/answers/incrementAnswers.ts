import type { Cohort } from "../../data/cohort.ts";
import { probabilityScores } from "../../statistics/models/calibration/probabilityScores.ts";
import type { ConstructReport } from "../../statistics/models/errorsInVariables/constructVerdict.ts";
import type { ExpectedGain } from "../../statistics/models/logistic/expectedGain.ts";
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
  /** The AUC that the added measures are expected to bring on other people, with its interval. */
  readonly expected: ExpectedGain | null;
  readonly validated: CrossValidationResult | null;
  /** The models over repeated folds, where there are any. */
  readonly repeated?: RepeatedSection | null;
  /** Whether the models are Firth's, and the test a penalised likelihood ratio. */
  readonly isPenalised?: boolean;
  /** The errors-in-variables verdict, for the implicit increment. */
  readonly construct?: ConstructReport | null;
};

/** Gain of M_full over the smaller model, measured out of fold. */
type Measured = { readonly auc: number; readonly logLoss: number };

/** E4 (implicit beyond stated) and E5 (stated beyond implicit): the predictive verdict. `adds` needs a gain on other people
 *  whose whole interval is above 0, and out of fold both a higher AUC and a smaller log-loss; docs/simulations.md has its
 *  false alarms and its power. The sign of a coefficient is never told. */
export function incrementAnswer(context: Context, increment: Increment): Answer {
  const { n } = context.cohort;
  const { added, test, expected } = increment;
  const base = added === "implicit" ? "stated" : "implicit";
  if (test === null) return notAnswered(n, `Whether ${added} adds to ${base} cannot be tested: a model has no fit.`);
  const measured = measuredGain(context, increment);
  const verdict = verdictOf(increment, test, measured);
  const name = testName(context, test, increment.isPenalised ?? false);
  return {
    estimate: expected?.delta_auc ?? measured?.auc ?? null,
    interval: expected?.ci95 ?? null,
    verdict,
    sentence:
      `${openingOf(verdict, added, base)} ${testText(name, test)}${gainText(expected, measured)}.` +
      `${constructText(increment)}${outcomeCaveat(context)}`,
    n,
    lr: test,
    predictive: { verdict },
    ...(added === "implicit" ? { construct: constructOf(increment) } : {}),
    expected_gain: expected,
    out_of_fold:
      measured === null
        ? null
        : { delta_auc: measured.auc, delta_auc_ci95: expected?.ci95 ?? null, delta_log_loss: measured.logLoss },
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

function measuredGain({ cohort }: Context, { added, validated, repeated }: Increment): Measured | null {
  const smallerName = added === "implicit" ? "stated" : "implicit";
  const auc = repeated?.[`full_minus_${smallerName}_auc`] ?? null;
  const loss = repeated?.[`full_minus_${smallerName}_log_loss`] ?? null;
  if (auc !== null && loss !== null && cohort.weights === null)
    return { auc: auc.mean_difference, logLoss: loss.mean_difference };
  const full = validated?.probabilities.M_full;
  const smaller = validated?.probabilities[added === "implicit" ? "M_stated" : "M_implicit"];
  if (!full || !smaller) return null;
  const { difference } = pairedAuc(cohort, full, smaller);
  return { auc: difference, logLoss: meanLoss(cohort, full) - meanLoss(cohort, smaller) };
}

// The mean surprise at what people did, each person as heavy as their weight.
function meanLoss({ outcome, weights, n }: Cohort, p: Float64Array): number {
  if (weights === null) return probabilityScores(outcome, p).log_loss;
  return outcome.reduce((sum, y, row) => sum - weights[row]! * Math.log(y === 1 ? p[row]! : 1 - p[row]!), 0) / n;
}

function verdictOf({ added, expected }: Increment, test: ChiSquaredTest, measured: Measured | null): string {
  if (test.p >= 0.05) return "no evidence";
  if (measured === null) return `${added} fits better, prediction untested`;
  if (measured.auc <= 0 || measured.logLoss >= 0) return `${added} fits better but does not predict better`;
  return expected !== null && expected.ci95[0] > 0 ? `${added} adds` : `${added} fits better, gain open`;
}

function openingOf(verdict: string, added: string, base: string): string {
  const fits = `The ${added} measure goes with the outcome beyond the ${base} ones in this sample`;
  switch (verdict) {
    case "no evidence":
      return `No evidence that the ${added} measure adds to the ${base} ones.`;
    case `${added} adds`:
      return `The ${added} measure improves prediction beyond the ${base} ones.`;
    case `${added} fits better, gain open`:
      return `${fits}, but whether it predicts better for other people is open.`;
    case `${added} fits better, prediction untested`:
      return `${fits}, but prediction on other people could not be tested.`;
    default:
      return `${fits}, but did not predict better for people left out.`;
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

function testText(name: string, test: ChiSquaredTest & { readonly df2?: number; readonly f?: number }): string {
  const statistic =
    test.df2 === undefined || test.f === undefined
      ? `χ²(${test.df}) = ${test.chi2.toFixed(2)}`
      : `F(${test.df}, ${test.df2}) = ${test.f.toFixed(2)}`;
  return `${name} ${statistic}, ${pText(test.p)}`;
}

function gainText(expected: ExpectedGain | null, measured: Measured | null): string {
  const forOthers =
    expected === null
      ? ""
      : `; on people not used for fitting the AUC is expected to change by ${withInterval(expected.delta_auc, expected.ci95)}`;
  const left =
    measured === null
      ? ""
      : `; out of fold it changed by ${decimals(measured.auc)} and the log-loss by ${decimals(measured.logLoss)}`;
  return expected === null ? left.replace("it changed", "the AUC changed") : `${forOthers}${left}`;
}
