import { logit } from "../../numerics/specialFunctions.ts";
import { designRows, pickRows } from "../logistic/design.ts";
import { fitLogistic, type LogisticFit } from "../logistic/fitLogistic.ts";
import {
  type CountStudy,
  countDesign,
  fitPoisson,
  offsetOf,
  type RateCoefficients,
  rateCoefficients,
  standardErrors,
} from "./countStudy.ts";
import { fitLogLinear, type LogLinearFit, type LogLinearNotFitted } from "./fitLogLinear.ts";
import { type RowFamily, truncatedNegativeBinomial, truncatedPoisson, zeroInflatedPoisson } from "./rowLikelihoods.ts";

type PositivePart = {
  readonly coefficients: RateCoefficients;
  readonly log_likelihood: number;
  /** Of this part and the buying part together. */
  readonly total_log_likelihood: number;
};

/** Whether people buy at all, and how often those who do. */
export type HurdleEntry = {
  readonly zero_part_logit_any_purchase: RateCoefficients;
  readonly zero_part_ll: number;
  /** Null when it has no estimate. */
  readonly truncated_poisson: PositivePart | null;
  readonly truncated_nb2: (PositivePart & { readonly theta: number }) | null;
};

/** Counts of which a share of zeros comes from people who never buy. */
export type ZeroInflatedEntry = {
  readonly coefficients: RateCoefficients;
  readonly logit_inflation: number;
  readonly log_likelihood: number;
};

/** No more zeros than a Poisson model expects: the share that never buys is estimated as 0. */
export type NoInflation = { readonly kind: "notFitted"; readonly reason: "notInflated" };

/** The buying part of a hurdle model: a logistic model of buying at all, without exposure. */
export function fitBuyingPart(study: CountStudy): ReturnType<typeof fitLogistic> {
  const bought = Float64Array.from(Array.from(study.counts), (count) => (count > 0 ? 1 : 0));
  return fitLogistic(countDesign(study, "full"), bought);
}

/** Hurdle models (Mullahy 1986): a logistic part for any purchase, and counts of buyers that know no zero, Poisson or
 *  negative binomial, with log exposure as offset. */
export function hurdleModel(study: CountStudy): HurdleEntry | { readonly kind: "notFitted"; readonly reason: string } {
  const buying = fitBuyingPart(study);
  if (buying.kind === "notFitted") return { kind: "notFitted", reason: buying.reason };
  const poisson = fitPositive(study, truncatedPoisson, null);
  const negative = fitPositive(study, truncatedNegativeBinomial, poisson);
  return {
    zero_part_logit_any_purchase: rateCoefficients(buying.design.names, buying),
    zero_part_ll: buying.logLikelihood,
    truncated_poisson: poisson === null ? null : positivePart(poisson, buying),
    truncated_nb2:
      negative === null || negative.tau === null
        ? null
        : { ...positivePart(negative, buying), theta: Math.exp(negative.tau) },
  };
}

function fitPositive(study: CountStudy, family: RowFamily, near: LogLinearFit | null): LogLinearFit | null {
  const rows = Array.from(study.counts).flatMap((count, row) => (count > 0 ? [row] : []));
  const start = near ?? fitPoisson(study, countDesign(study, "full"));
  if (start.kind === "notFitted") return null;
  const offset = offsetOf(study);
  const fit = fitLogLinear(designRows(countDesign(study, "full"), rows), pickRows(study.counts, rows), {
    family,
    offset: offset === null ? null : pickRows(offset, rows),
    start: { beta: start.beta, tau: 0 },
  });
  return fit.kind === "fitted" ? fit : null;
}

function positivePart(fit: LogLinearFit, buying: LogisticFit): PositivePart {
  const se = standardErrors(fit.vcov, fit.beta.length);
  return {
    coefficients: rateCoefficients(fit.design.names, { beta: fit.beta, se }),
    log_likelihood: fit.logLikelihood,
    total_log_likelihood: fit.logLikelihood + buying.logLikelihood,
  };
}

/** Zero-inflated Poisson model with one share of people who never buy (Lambert 1992). */
export function zeroInflatedModel(study: CountStudy): ZeroInflatedEntry | LogLinearNotFitted | NoInflation {
  const design = countDesign(study, "full");
  const poisson = fitPoisson(study, design);
  if (poisson.kind === "notFitted") return poisson;
  const counts = Array.from(study.counts);
  const slope = counts.reduce((sum, count, row) => sum + (count === 0 ? Math.expm1(poisson.mu[row]!) : -1), 0);
  if (slope <= 0) return { kind: "notFitted", reason: "notInflated" };
  const zeros = counts.filter((count) => count === 0).length;
  const expected = poisson.mu.reduce((sum, mu) => sum + Math.exp(-mu), 0);
  const excess = Math.min(0.95, Math.max(0.05, (zeros - expected) / counts.length));
  const fit = fitLogLinear(design, study.counts, {
    family: zeroInflatedPoisson,
    offset: offsetOf(study),
    start: { beta: poisson.beta, tau: logit(excess) },
  });
  if (fit.kind === "notFitted") return fit;
  if (fit.tau === null) throw new RangeError("a zero-inflated fit has a share of zeros");
  const se = standardErrors(fit.vcov, fit.beta.length);
  return {
    coefficients: rateCoefficients(design.names, { beta: fit.beta, se }),
    logit_inflation: fit.tau,
    log_likelihood: fit.logLikelihood,
  };
}
