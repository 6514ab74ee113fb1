import { normalTwoSided } from "../../numerics/distributions.ts";
import { baseRate } from "../logistic/binomialLikelihood.ts";

/** How far probabilities are from what happened. */
export type ProbabilityScores = {
  readonly brier: number;
  readonly brier_null: number;
  readonly ipa_scaled_brier: number | null;
  readonly log_loss: number;
  readonly log_loss_null: number;
  readonly spiegelhalter_z: number | null;
  readonly spiegelhalter_p: number | null;
  readonly observed_expected_ratio: number;
  readonly mean_predicted: number;
};

function logLoss(y: number, p: number): number {
  return y === 1 ? -Math.log(p) : -Math.log1p(-p);
}

/**
 * Brier score (1950) and its share explained (index of prediction accuracy, Kattan & Gerds 2018), log-loss, the z of
 * Spiegelhalter (1986) and the observed over expected number of buyers. `outcome[i]` is 0 or 1, `p[i]` from 0 to 1;
 * log-loss is Infinity when a certain prediction fails. IPA is null when all outcomes are alike, z when every p is
 * 0, 1/2 or 1. Throws RangeError when the lengths differ or there are no rows.
 */
export function probabilityScores(outcome: ArrayLike<number>, p: ArrayLike<number>): ProbabilityScores {
  const n = outcome.length;
  if (n === 0 || p.length !== n) throw new RangeError(`${n} outcomes and ${p.length} probabilities`);
  const rate = baseRate(outcome);
  const sums = { brier: 0, null: 0, loss: 0, lossNull: 0, score: 0, variance: 0, p: 0 };
  for (let i = 0; i < n; i += 1) {
    const y = outcome[i]!;
    const pi = p[i]!;
    sums.brier += (pi - y) ** 2;
    sums.null += (rate - y) ** 2;
    sums.loss += logLoss(y, pi);
    sums.lossNull += logLoss(y, rate);
    sums.score += (y - pi) * (1 - 2 * pi);
    sums.variance += (1 - 2 * pi) ** 2 * pi * (1 - pi);
    sums.p += pi;
  }
  const z = sums.variance > 0 ? sums.score / Math.sqrt(sums.variance) : null;
  return {
    brier: sums.brier / n,
    brier_null: sums.null / n,
    ipa_scaled_brier: sums.null > 0 ? 1 - sums.brier / sums.null : null,
    log_loss: sums.loss / n,
    log_loss_null: sums.lossNull / n,
    spiegelhalter_z: z,
    spiegelhalter_p: z === null ? null : normalTwoSided(z),
    observed_expected_ratio: (rate * n) / sums.p,
    mean_predicted: sums.p / n,
  };
}
