import { tUpperTail } from "../../numerics/distributions.ts";
import { crossProduct, multiply } from "../../numerics/matrix.ts";
import { rowsOfDesign } from "../../numerics/rowsOfDesign.ts";
import type { ChiSquaredTest } from "../logistic/logisticRegression.ts";
import {
  type CountStudy,
  countDesign,
  countRatioTest,
  fitPoisson,
  type RateCoefficients,
  rateCoefficients,
  standardErrors,
} from "./countStudy.ts";
import type { LogLinearFit, LogLinearNotFitted } from "./fitLogLinear.ts";

/** A Poisson model with what tells whether its variance can be believed. */
export type PoissonEntry = {
  readonly coefficients: RateCoefficients;
  readonly log_likelihood: number;
  readonly deviance: number;
  readonly aic: number;
  readonly pearson_chi2: number;
  /** 1 under the model; above 1 the standard errors are too small. */
  readonly dispersion_pearson: number | null;
  readonly quasi_se: readonly number[] | null;
  readonly robust_HC0_se: readonly number[];
  readonly expected_zeros: number;
  readonly observed_zeros: number;
  readonly add_implicit_lr: ChiSquaredTest | null;
  readonly cameron_trivedi_nb2: { readonly alpha: number; readonly t: number; readonly p_one_sided: number } | null;
};

/** Poisson regression of counts with log exposure as offset: model, quasi- and robust (HC0) standard errors, zeros
 *  expected and seen, the test of overdispersion of Cameron & Trivedi 1990. */
export function poissonModel(study: CountStudy): PoissonEntry | LogLinearNotFitted {
  const fit = fitPoisson(study, countDesign(study, "full"));
  if (fit.kind === "notFitted") return fit;
  const smaller = study.implicit.length === 0 ? null : fitPoisson(study, countDesign(study, "stated"));
  const counts = Array.from(study.counts);
  const k = fit.beta.length;
  const pearson = counts.reduce((sum, count, row) => sum + (count - fit.mu[row]!) ** 2 / fit.mu[row]!, 0);
  const dispersion = counts.length > k ? pearson / (counts.length - k) : null;
  const se = standardErrors(fit.vcov);
  return {
    coefficients: rateCoefficients(fit.design.names, { beta: fit.beta, se }),
    log_likelihood: fit.logLikelihood,
    deviance: counts.reduce((sum, count, row) => sum + devianceOf(count, fit.mu[row]!), 0),
    aic: -2 * fit.logLikelihood + 2 * k,
    pearson_chi2: pearson,
    dispersion_pearson: dispersion,
    quasi_se: dispersion === null ? null : se.map((value) => value * Math.sqrt(dispersion)),
    robust_HC0_se: robustErrors(fit, counts),
    expected_zeros: fit.mu.reduce((sum, mu) => sum + Math.exp(-mu), 0),
    observed_zeros: counts.filter((count) => count === 0).length,
    add_implicit_lr: smaller?.kind === "fitted" ? countRatioTest(smaller, fit) : null,
    cameron_trivedi_nb2: overdispersion(fit, counts),
  };
}

function devianceOf(count: number, mu: number): number {
  return 2 * ((count === 0 ? 0 : count * Math.log(count / mu)) - (count - mu));
}

function robustErrors({ design, mu, vcov }: LogLinearFit, counts: readonly number[]): readonly number[] {
  const meat = counts.map((count, row) => (count - mu[row]!) ** 2);
  return standardErrors(multiply(multiply(vcov, crossProduct(rowsOfDesign(design), meat)), vcov));
}

// Regresses the excess of the squared residual over the count on the mean, without a constant.
function overdispersion({ mu }: LogLinearFit, counts: readonly number[]): PoissonEntry["cameron_trivedi_nb2"] {
  const n = counts.length;
  const excess = counts.map((count, row) => ((count - mu[row]!) ** 2 - count) / mu[row]!);
  const squares = mu.reduce((sum, mean) => sum + mean * mean, 0);
  const alpha = excess.reduce((sum, z, row) => sum + z * mu[row]!, 0) / squares;
  const residual = excess.reduce((sum, z, row) => sum + (z - alpha * mu[row]!) ** 2, 0);
  if (n < 2 || residual === 0) return null;
  const t = alpha / Math.sqrt(residual / (n - 1) / squares);
  return { alpha, t, p_one_sided: tUpperTail(t, n - 1) };
}
