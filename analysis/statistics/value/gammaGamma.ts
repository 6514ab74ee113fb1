import { correlationCoefficient } from "../association/correlation.ts";
import { fitPositive } from "../numerics/fitPositive.ts";
import type { Rows } from "../numerics/matrix.ts";
import { logGamma } from "../numerics/specialFunctions.ts";
import type { Customer } from "./customer.ts";

/** A customer's purchases are gamma(p, rate nu) and nu differs between customers as gamma(q, rate v). */
export type GammaGammaParameters = { readonly p: number; readonly q: number; readonly v: number };

export type GammaGammaFit = {
  readonly n_repeat: number;
  readonly parameters: GammaGammaParameters;
  readonly se_log_parameters: readonly number[];
  readonly vcov_log_parameters: Rows;
  readonly log_likelihood: number;
  /** Null when q is not above 1: the mean would be infinite. */
  readonly population_mean_value: number | null;
  /** Should be near 0: the model takes spending per purchase to be unrelated to how often people buy. */
  readonly correlation_x_zbar: number | null;
};

type Repeat = { readonly x: number; readonly m_x: number };

/** Fits the gamma-gamma model of spending per purchase (Fader & Hardie 2013) to customers with repeat purchases, by
 *  maximum likelihood; null with fewer than four of them or without a maximum inside. */
export function fitGammaGamma(customers: readonly Customer[]): GammaGammaFit | null {
  const repeats = customers.flatMap(({ x, m_x }) => (x > 0 && m_x !== null && m_x > 0 ? [{ x, m_x }] : []));
  if (repeats.length < 4) return null;
  const mean = repeats.reduce((sum, { m_x }) => sum + m_x, 0) / repeats.length;
  const likelihoodAt = ([p, q, v]: readonly number[]) => likelihood(repeats, { p: p!, q: q!, v: v! });
  const fit = fitPositive(likelihoodAt, [3, 3, mean]);
  if (fit === null) return null;
  const [p, q, v] = fit.parameters;
  return {
    n_repeat: customers.filter(({ x }) => x > 0).length,
    parameters: { p: p!, q: q!, v: v! },
    se_log_parameters: fit.seLog,
    vcov_log_parameters: fit.vcovLog,
    log_likelihood: fit.logLikelihood,
    population_mean_value: q! > 1 ? (p! * v!) / (q! - 1) : null,
    correlation_x_zbar: correlationCoefficient(
      repeats.map(({ x }) => x),
      repeats.map(({ m_x }) => m_x),
    ),
  };
}

function likelihood(repeats: readonly Repeat[], { p, q, v }: GammaGammaParameters): number {
  const constant = q * Math.log(v) - logGamma(q);
  const byCount = new Map<number, number>();
  return repeats.reduce((sum, { x, m_x }) => {
    const shape = p * x;
    let ofCount = byCount.get(x);
    if (ofCount === undefined) {
      ofCount = logGamma(shape + q) - logGamma(shape) + shape * Math.log(x);
      byCount.set(x, ofCount);
    }
    return sum + constant + ofCount + (shape - 1) * Math.log(m_x) - (shape + q) * Math.log(x * m_x + v);
  }, 0);
}

/** Mean spending per purchase expected of a customer: between their own mean and everybody's, the closer to their own
 *  the more they bought; null where that is infinite. */
export function expectedValue({ p, q, v }: GammaGammaParameters, { x, m_x }: Customer): number | null {
  const own = x > 0 && m_x !== null ? x : 0;
  const below = p * own + q - 1;
  return below > 0 ? (p * (v + own * (m_x ?? 0))) / below : null;
}
