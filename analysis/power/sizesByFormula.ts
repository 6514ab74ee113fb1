import type { Expected } from "./expected.ts";
import { pairedAucSampleSize, predictionSampleSize, proportionSampleSize } from "./sampleSize.ts";

/** Participants with a known outcome that a question needs, by closed formula; null where it cannot be asked. */
export type FormulaSizes = {
  /** To tell the two headline AUCs apart, power .8 (Obuchowski & McClish 1997). Null also when they are equal. */
  readonly tell_aucs_apart: number | null;
  /** To fit all measures together: shrinkage ≥ .9, optimism ≤ .05, base rate ± .05 (Riley et al. 2019). */
  readonly fit_all_measures: number;
  /** For the share of yes-sayers who buy to ± 5 points (Wilson 1927), at the expected share of yes-sayers. */
  readonly share_of_yes_who_buy: number | null;
};

const POWER = 0.8;
const HALF_WIDTH = 0.05;
/** Differences of AUC below this are no target: the size would be astronomical. */
const SMALLEST_DIFFERENCE = 0.001;

/** Sample sizes by formula for what a truth leads one to expect. */
export function sizesByFormula({ headline, yes, base_rate, predictors, r2_cox_snell }: Expected): FormulaSizes {
  const differ = headline !== null && Math.abs(headline.stated - headline.implicit) >= SMALLEST_DIFFERENCE;
  return {
    tell_aucs_apart: differ
      ? pairedAucSampleSize({
          auc1: headline.stated,
          auc2: headline.implicit,
          correlation: headline.correlation,
          baseRate: base_rate,
          power: POWER,
        }).n_total
      : null,
    fit_all_measures: predictionSampleSize({
      parameters: predictors,
      prevalence: base_rate,
      r2CoxSnell: r2_cox_snell,
    }).n,
    share_of_yes_who_buy: yes === null ? null : Math.ceil(proportionSampleSize(yes.ppv, HALF_WIDTH) / yes.share),
  };
}
