import { total } from "../association/moments.ts";
import { chiSquaredUpperTail } from "../numerics/distributions.ts";
import { fitPositive } from "../numerics/fitPositive.ts";
import { logBeta } from "../numerics/specialFunctions.ts";

/** The distribution of true intentions behind answers on a scale of `scale_steps_K` steps. */
export type IntentBetaBinomial = {
  readonly scale_steps_K: number;
  /** How many gave each answer 0…K. */
  readonly counts: readonly number[];
  readonly alpha: number;
  readonly beta: number;
  readonly se_log: readonly [number, number];
  readonly log_likelihood: number;
  readonly mean_true_intent: number;
  readonly polarization_1_over_1_plus_a_plus_b: number;
  readonly reliability_K_over_K_plus_a_plus_b: number;
  readonly fitted_probabilities: readonly number[];
  readonly gof: { readonly chi2: number; readonly df: number; readonly p: number | null };
  /** Null where the answers are less spread than a binomial. */
  readonly method_of_moments: { readonly alpha: number; readonly beta: number } | null;
  readonly posterior_mean_true_intent_by_stated: readonly number[];
};

/** Answers no more spread than chance around one intention leave nothing to estimate: everybody intends alike. */
export type NoIntentSpread = { readonly kind: "notFitted"; readonly reason: "notSpread" };

/** Morrison's (1979) model of stated intentions: the true intention is Beta(alpha, beta) and the answer binomial with
 *  K steps, so that the true intention given answer x is (alpha + x) / (alpha + beta + K). Maximum likelihood.
 *  `answers` are whole steps 0…K, one a person. Throws RangeError otherwise or when there is nobody. */
export function intentBetaBinomial(answers: ArrayLike<number>, steps: number): IntentBetaBinomial | NoIntentSpread {
  const counts = countAnswers(answers, steps);
  const people = answers.length;
  const fit = fitPositive(([alpha, beta]) => likelihood(counts, alpha!, beta!), [1, 1]);
  if (fit === null) return { kind: "notFitted", reason: "notSpread" };
  const [alpha, beta] = [fit.parameters[0]!, fit.parameters[1]!];
  const both = alpha + beta;
  const fitted = counts.map((_, x) => Math.exp(logProbability(x, steps, { alpha, beta })));
  const chi2 = total(counts.map((count, x) => (count - people * fitted[x]!) ** 2 / (people * fitted[x]!)));
  return {
    scale_steps_K: steps,
    counts,
    alpha,
    beta,
    se_log: [fit.seLog[0]!, fit.seLog[1]!],
    log_likelihood: fit.logLikelihood,
    mean_true_intent: alpha / both,
    polarization_1_over_1_plus_a_plus_b: 1 / (1 + both),
    reliability_K_over_K_plus_a_plus_b: steps / (steps + both),
    fitted_probabilities: fitted,
    gof: { chi2, df: steps - 2, p: steps > 2 ? chiSquaredUpperTail(chi2, steps - 2) : null },
    method_of_moments: moments(counts, people),
    posterior_mean_true_intent_by_stated: counts.map((_, x) => (alpha + x) / (both + steps)),
  };
}

function countAnswers(answers: ArrayLike<number>, steps: number): readonly number[] {
  const counts = new Array<number>(steps + 1).fill(0);
  for (let person = 0; person < answers.length; person++) {
    const answer = answers[person]!;
    if (!Number.isInteger(answer) || answer < 0 || answer > steps) {
      throw new RangeError(`an answer is a whole step from 0 to ${steps}, got ${answer}`);
    }
    counts[answer]! += 1;
  }
  if (answers.length === 0) throw new RangeError("there are no answers");
  return counts;
}

type Shape = { readonly alpha: number; readonly beta: number };

function logProbability(x: number, steps: number, { alpha, beta }: Shape): number {
  const logChoose = -Math.log(steps + 1) - logBeta(x + 1, steps - x + 1);
  return logChoose + logBeta(alpha + x, beta + steps - x) - logBeta(alpha, beta);
}

function likelihood(counts: readonly number[], alpha: number, beta: number): number {
  return total(counts.map((count, x) => count * logProbability(x, counts.length - 1, { alpha, beta })));
}

function moments(counts: readonly number[], people: number): Shape | null {
  const steps = counts.length - 1;
  const first = total(counts.map((count, x) => count * x)) / people;
  const second = total(counts.map((count, x) => count * x * x)) / people;
  if (first === 0 || first === steps) return null;
  const alpha = (steps * first - second) / (steps * (second / first - first - 1) + first);
  return alpha > 0 && Number.isFinite(alpha) ? { alpha, beta: (alpha * (steps - first)) / first } : null;
}
