import { fitPositive } from "../numerics/fitPositive.ts";
import { gaussLegendre } from "../numerics/gaussLegendre.ts";
import type { Rows } from "../numerics/matrix.ts";
import { logGamma } from "../numerics/specialFunctions.ts";
import { type Customer, checkCustomers, type History, historiesOf } from "./customer.ts";

/** Buying rates are gamma(r, rate alpha), the rates of leaving, at any time, gamma(s, rate beta). */
export type ParetoNbdParameters = {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
};

export type ParetoNbdFit = {
  readonly parameters: ParetoNbdParameters;
  /** In the order r, alpha, s, beta. */
  readonly se_log_parameters: readonly number[];
  readonly vcov_log_parameters: Rows;
  readonly log_likelihood: number;
};

const RULE = gaussLegendre(20);
// How far the integrand may fall within a panel, in powers of e, and still be exact to rounding.
const DECAY_PER_PANEL = 12;
const MAX_PANELS = 200;

type Times = Omit<Customer, "id" | "m_x">;

/** Fits the Pareto/NBD model of repeat buying (Schmittlein, Morrison & Colombo 1987; computed as Fader & Hardie 2005)
 *  by maximum likelihood; null when it has no maximum inside. Throws RangeError for a history that cannot be. */
export function fitParetoNbd(customers: readonly Customer[]): ParetoNbdFit | null {
  checkCustomers(customers);
  const histories = historiesOf(customers);
  const typical = histories.reduce((longest, { T }) => Math.max(longest, T), 1) / 4;
  const likelihoodAt = ([r, alpha, s, beta]: readonly number[]) =>
    likelihood(histories, { r: r!, alpha: alpha!, s: s!, beta: beta! });
  const fit = fitPositive(likelihoodAt, [1, typical, 1, typical]);
  if (fit === null) return null;
  const [r, alpha, s, beta] = fit.parameters;
  return {
    parameters: { r: r!, alpha: alpha!, s: s!, beta: beta! },
    se_log_parameters: fit.seLog,
    vcov_log_parameters: fit.vcovLog,
    log_likelihood: fit.logLikelihood,
  };
}

function likelihood(histories: readonly History[], parameters: ParetoNbdParameters): number {
  const { r, alpha, s, beta } = parameters;
  const constant = r * Math.log(alpha) + s * Math.log(beta) - logGamma(r);
  return histories.reduce((sum, history) => {
    const { x, T, customers } = history;
    const stayed = logGamma(r + x) - (r + x) * Math.log(alpha + T) - s * Math.log(beta + T);
    return sum + customers * (constant + stayed + Math.log1p(oddsOfLeaving(parameters, history)));
  }, 0);
}

// How much likelier it is that the customer left between the last purchase and the end than that they stayed: the
// integral over the time of leaving, of which the series of Fader & Hardie is one way to compute it. Quadrature in the
// logarithm of time takes as long whatever the parameters.
function oddsOfLeaving({ r, alpha, s, beta }: ParetoNbdParameters, { x, t_x, T }: Times): number {
  if (t_x === T) return 0;
  const shift = Math.min(alpha, beta);
  const apart = Math.max(alpha, beta) - shift;
  const powers = alpha <= beta ? [r + x, s + 1] : [s + 1, r + x];
  const from = Math.log(shift + t_x);
  const length = Math.log(shift + T) - from;
  const scale = (r + x) * Math.log(alpha + T) + s * Math.log(beta + T);
  const panels = Math.min(MAX_PANELS, 1 + Math.floor((length * (r + s + x + 1)) / DECAY_PER_PANEL));
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    for (let i = 0; i < RULE.nodes.length; i++) {
      const log = from + (length * (panel + 0.5 + RULE.nodes[i]! / 2)) / panels;
      const fall = (powers[0]! - 1) * log + powers[1]! * Math.log(apart + Math.exp(log));
      sum += RULE.weights[i]! * Math.exp(scale - fall);
    }
  }
  return (s * sum * length) / (2 * panels);
}

/** The chance that a customer has not left, 0 to 1. */
export function paretoNbdAlive(parameters: ParetoNbdParameters, customer: Times): number {
  return 1 / (1 + oddsOfLeaving(parameters, customer));
}

/** Purchases expected of a customer in the next `weeks`. */
export function paretoNbdExpected(parameters: ParetoNbdParameters, customer: Times, weeks: number): number {
  const { r, alpha, s, beta } = parameters;
  const { x, T } = customer;
  const rate = (r + x) / (alpha + T);
  return rate * lifetime({ s, beta: beta + T }, weeks) * paretoNbdAlive(parameters, customer);
}

/** Repeat purchases expected of a new customer in the first `weeks`. */
export function paretoNbdExpectedOfNew({ r, alpha, s, beta }: ParetoNbdParameters, weeks: number): number {
  return (r / alpha) * lifetime({ s, beta }, weeks);
}

// Expected weeks alive within the next `weeks`.
function lifetime({ s, beta }: { readonly s: number; readonly beta: number }, weeks: number): number {
  const log = Math.log1p(weeks / beta);
  return s === 1 ? beta * log : (beta * -Math.expm1(-(s - 1) * log)) / (s - 1);
}
