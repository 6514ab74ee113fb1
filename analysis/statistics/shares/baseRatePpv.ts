import { ratio } from "./ratio.ts";

/** What a rule with this sensitivity and specificity gives where `prevalence` of people buy (Bayes' rule). */
export type AtBaseRate = { readonly ppv: number | null; readonly npv: number | null; readonly accuracy: number };

/** Predictive values and accuracy of a rule moved to another base rate. All arguments and results are shares 0…1. */
export function atBaseRate(rule: {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly prevalence: number;
}): AtBaseRate {
  const { sensitivity, specificity, prevalence } = rule;
  const hits = sensitivity * prevalence;
  const passes = specificity * (1 - prevalence);
  return {
    ppv: ratio(hits, hits + (1 - specificity) * (1 - prevalence)),
    npv: ratio(passes, passes + (1 - sensitivity) * prevalence),
    accuracy: hits + passes,
  };
}

/** The intercept shift that moves a logistic model from the sample's base rate to the population's (King & Zeng 2001).
 *  Both rates strictly between 0 and 1; add the result to the intercept. */
export function priorCorrection(sampleRate: number, populationRate: number): number {
  if (!(sampleRate > 0 && sampleRate < 1 && populationRate > 0 && populationRate < 1)) {
    throw new RangeError(`rates must lie between 0 and 1, got ${sampleRate} and ${populationRate}`);
  }
  return -Math.log((((1 - populationRate) / populationRate) * sampleRate) / (1 - sampleRate));
}
