import { log1pExp } from "../../numerics/specialFunctions.ts";
import { gridPosterior, type LogPosterior, modeOf } from "./gridPosterior.ts";

/** Posterior of a logistic model with one standardised predictor. */
export type BayesianLogistic = {
  readonly prior: { readonly intercept_sd: number; readonly slope_sd: number };
  readonly map: readonly [number, number];
  readonly laplace_sd: readonly [number, number];
  readonly posterior_mean_intercept: number;
  readonly posterior_sd_intercept: number;
  readonly posterior_mean_slope: number;
  readonly posterior_sd_slope: number;
  readonly slope_ci95_equal_tailed: readonly [number, number];
  readonly slope_median: number;
  readonly probability_slope_negative: number;
  readonly log_marginal_likelihood: number;
  readonly log_marginal_likelihood_intercept_only: number;
  readonly bayes_factor_10: number;
};

/** Standard deviations of the normal priors (Gelman et al. 2008 in normal form). */
export type LogisticPrior = { readonly intercept: number; readonly slope: number };

const DEFAULT_PRIOR: LogisticPrior = { intercept: 5, slope: 2.5 };

function logNormal(x: number, sd: number): number {
  return -0.5 * (x / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
}

function standardised(x: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(x);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  if (!(sd > 0)) throw new RangeError("a constant predictor has no slope");
  return values.map((value) => (value - mean) / sd);
}

function logPosterior(z: Float64Array, outcome: ArrayLike<number>, prior: LogisticPrior): LogPosterior {
  return (intercept, slope) => {
    let sum = logNormal(intercept, prior.intercept) + logNormal(slope, prior.slope);
    for (let i = 0; i < z.length; i += 1) {
      const eta = intercept + slope * z[i]!;
      sum += outcome[i]! * eta - log1pExp(eta);
    }
    return sum;
  };
}

// Simpson would do, but the integrand is smooth and vanishes at both ends, where the trapezoid is as good as exact.
function interceptOnlyEvidence(outcome: ArrayLike<number>, sd: number): number {
  const buyers = Float64Array.from(outcome).reduce((sum, y) => sum + y, 0);
  const reach = 8 * sd;
  const steps = 40_000;
  const logs = Float64Array.from({ length: steps + 1 }, (_, i) => {
    const a = -reach + (2 * reach * i) / steps;
    return buyers * a - outcome.length * log1pExp(a) + logNormal(a, sd);
  });
  const top = logs.reduce((most, value) => Math.max(most, value));
  const total = logs.reduce((sum, value) => sum + Math.exp(value - top), 0);
  return Math.log((total * 2 * reach) / steps) + top;
}

/**
 * Bayesian logistic regression of a 0/1 outcome on one predictor, standardised by its mean and sample SD, with normal
 * priors; posterior and marginal likelihood by quadrature on a grid, so nothing is sampled. Proper under separation.
 * The Bayes factor compares it with the intercept-only model. Throws RangeError when the predictor is constant.
 */
export function bayesianLogistic(
  predictor: ArrayLike<number>,
  outcome: ArrayLike<number>,
  prior: LogisticPrior = DEFAULT_PRIOR,
): BayesianLogistic {
  const posterior = logPosterior(standardised(predictor), outcome, prior);
  const mode = modeOf(posterior);
  const grid = gridPosterior(posterior, mode);
  const nullEvidence = interceptOnlyEvidence(outcome, prior.intercept);
  return {
    prior: { intercept_sd: prior.intercept, slope_sd: prior.slope },
    map: mode.at,
    laplace_sd: mode.sd,
    posterior_mean_intercept: grid.intercept.mean,
    posterior_sd_intercept: grid.intercept.sd,
    posterior_mean_slope: grid.slope.mean,
    posterior_sd_slope: grid.slope.sd,
    slope_ci95_equal_tailed: [grid.slopeQuantile(0.025), grid.slopeQuantile(0.975)],
    slope_median: grid.slopeQuantile(0.5),
    probability_slope_negative: grid.slopeBelow(0),
    log_marginal_likelihood: grid.logEvidence,
    log_marginal_likelihood_intercept_only: nullEvidence,
    bayes_factor_10: Math.exp(grid.logEvidence - nullEvidence),
  };
}
