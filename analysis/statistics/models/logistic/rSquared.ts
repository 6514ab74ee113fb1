import { baseRate, nullLogLikelihood } from "./binomialLikelihood.ts";
import type { LogisticFit } from "./fitLogistic.ts";

/** The explained variation of a logistic model, six ways. */
export type RSquaredSet = {
  readonly mcfadden: number;
  readonly mcfadden_adj: number;
  readonly cox_snell: number;
  readonly nagelkerke: number;
  readonly tjur: number;
  readonly efron: number;
};

/** What the six are computed from: `parameters` counts predictors without the intercept. */
export type RSquaredInput = {
  readonly outcome: ArrayLike<number>;
  readonly fitted: ArrayLike<number>;
  readonly logLikelihood: number;
  readonly parameters: number;
  readonly weights?: ArrayLike<number> | null | undefined;
};

/**
 * R² of McFadden (1974), adjusted by the number of predictors, Cox & Snell (1989), Nagelkerke (1991), Tjur (2009) and
 * Efron (1978), from the probabilities and the log-likelihood of a model; weighted when weights are given.
 * Throws RangeError when every outcome is alike: nothing varies that could be explained.
 */
export function rSquaredSet({
  outcome,
  fitted,
  logLikelihood,
  parameters,
  weights = null,
}: RSquaredInput): RSquaredSet {
  const rate = baseRate(outcome, weights);
  if (rate === 0 || rate === 1) throw new RangeError("R² needs both outcomes");
  const nullLl = nullLogLikelihood(outcome, weights);
  const sums = { n: 0, buyers: 0, fittedBuyers: 0, fittedOthers: 0, residual: 0, total: 0 };
  for (let i = 0; i < outcome.length; i += 1) {
    const w = weights === null ? 1 : weights[i]!;
    const y = outcome[i]!;
    sums.n += w;
    sums.buyers += w * y;
    if (y === 1) sums.fittedBuyers += w * fitted[i]!;
    else sums.fittedOthers += w * fitted[i]!;
    sums.residual += w * (y - fitted[i]!) ** 2;
    sums.total += w * (y - rate) ** 2;
  }
  const coxSnell = -Math.expm1((2 * (nullLl - logLikelihood)) / sums.n);
  return {
    mcfadden: 1 - logLikelihood / nullLl,
    mcfadden_adj: 1 - (logLikelihood - parameters) / nullLl,
    cox_snell: coxSnell,
    nagelkerke: coxSnell / -Math.expm1((2 * nullLl) / sums.n),
    tjur: sums.fittedBuyers / sums.buyers - sums.fittedOthers / (sums.n - sums.buyers),
    efron: 1 - sums.residual / sums.total,
  };
}

/** R² of a fitted model. */
export function rSquaredOf(fit: LogisticFit): RSquaredSet {
  const { outcome, fitted, logLikelihood, beta, weights } = fit;
  return rSquaredSet({ outcome, fitted, logLikelihood, weights, parameters: beta.length - 1 });
}
