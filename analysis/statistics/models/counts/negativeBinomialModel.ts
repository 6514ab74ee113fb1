import { chiSquaredUpperTail } from "../../numerics/distributions.ts";
import { crossProduct, inverseSymmetric, type Rows } from "../../numerics/matrix.ts";
import { rowsOfDesign } from "../../numerics/rowsOfDesign.ts";
import type { Design } from "../logistic/design.ts";
import type { ChiSquaredTest } from "../logistic/logisticRegression.ts";
import {
  type CountStudy,
  countDesign,
  countRatioTest,
  fitPoisson,
  offsetOf,
  type RateCoefficients,
  rateCoefficients,
  standardErrors,
} from "./countStudy.ts";
import { fitLogLinear, type LogLinearFit, type LogLinearNotFitted } from "./fitLogLinear.ts";
import { negativeBinomial } from "./rowLikelihoods.ts";

/** A negative binomial model, variance mu + mu²/theta. */
export type NegativeBinomialEntry = {
  readonly coefficients_expected_information_se: RateCoefficients;
  readonly se_observed_information: readonly number[];
  readonly theta: number;
  readonly alpha_1_over_theta: number;
  readonly se_log_theta: number;
  readonly se_theta_observed_information: number;
  readonly log_likelihood: number;
  readonly aic: number;
  readonly expected_zeros: number;
  /** Half the chi-squared tail: the Poisson model lies at the edge of this one. */
  readonly lr_vs_poisson: { readonly chi2: number; readonly p_boundary_half: number };
  readonly add_implicit_lr: ChiSquaredTest | null;
};

/** Counts no more spread than Poisson's leave nothing for theta: it would be infinite. */
export type NoOverdispersion = { readonly kind: "notFitted"; readonly reason: "notOverdispersed" };

type Fitted = { readonly poisson: LogLinearFit; readonly fit: LogLinearFit & { readonly tau: number } };

/** Negative binomial (NB2) regression of counts with log exposure as offset, by maximum likelihood (Hilbe 2011). */
export function negativeBinomialModel(
  study: CountStudy,
): NegativeBinomialEntry | LogLinearNotFitted | NoOverdispersion {
  const full = fitNegativeBinomial(study, countDesign(study, "full"));
  if ("reason" in full) return full;
  const { poisson, fit } = full;
  const smaller = study.implicit.length === 0 ? null : fitNegativeBinomial(study, countDesign(study, "stated"));
  const theta = Math.exp(fit.tau);
  const k = fit.beta.length;
  const seLogTheta = Math.sqrt(fit.vcov[k]![k]!);
  const chi2 = Math.max(0, 2 * (fit.logLikelihood - poisson.logLikelihood));
  return {
    coefficients_expected_information_se: rateCoefficients(fit.design.names, {
      beta: fit.beta,
      se: standardErrors(expectedVariance(fit, theta)),
    }),
    se_observed_information: standardErrors(fit.vcov, k),
    theta,
    alpha_1_over_theta: 1 / theta,
    se_log_theta: seLogTheta,
    se_theta_observed_information: theta * seLogTheta,
    log_likelihood: fit.logLikelihood,
    aic: -2 * fit.logLikelihood + 2 * (k + 1),
    expected_zeros: fit.mu.reduce((sum, mu) => sum + Math.exp(-theta * Math.log1p(mu / theta)), 0),
    lr_vs_poisson: { chi2, p_boundary_half: chiSquaredUpperTail(chi2, 1) / 2 },
    add_implicit_lr: smaller === null || "reason" in smaller ? null : countRatioTest(smaller.fit, fit),
  };
}

/** The negative binomial model of a design, and the Poisson model it widens; why there is none. */
export function fitNegativeBinomial(study: CountStudy, design: Design): Fitted | LogLinearNotFitted | NoOverdispersion {
  const poisson = fitPoisson(study, design);
  if (poisson.kind === "notFitted") return poisson;
  const counts = Array.from(study.counts);
  const excess = counts.reduce((sum, count, row) => sum + (count - poisson.mu[row]!) ** 2 - count, 0);
  if (excess <= 0) return { kind: "notFitted", reason: "notOverdispersed" };
  const question = { family: negativeBinomial, offset: offsetOf(study), start: { beta: poisson.beta, tau: 0 } };
  const fit = fitLogLinear(design, study.counts, question);
  if (fit.kind === "notFitted") return fit;
  if (fit.tau === null) throw new RangeError("a negative binomial fit has a size");
  return { poisson, fit: { ...fit, tau: fit.tau } };
}

function expectedVariance({ design, mu }: LogLinearFit, theta: number): Rows {
  const weights = Array.from(mu, (mean) => mean / (1 + mean / theta));
  const inverse = inverseSymmetric(crossProduct(rowsOfDesign(design), weights));
  if (inverse === null) throw new RangeError("a fitted model has a singular information matrix");
  return inverse;
}
