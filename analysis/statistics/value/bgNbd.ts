import { fitPositive } from "../numerics/fitPositive.ts";
import type { Rows } from "../numerics/matrix.ts";
import { logGamma } from "../numerics/specialFunctions.ts";
import { type Customer, checkCustomers, type History, historiesOf } from "./customer.ts";
import { hypergeometric } from "./hypergeometric.ts";

/** Buying rates are gamma(r, rate alpha), the chance to leave after a purchase is beta(a, b). */
export type BgNbdParameters = {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
};

export type BgNbdFit = {
  readonly parameters: BgNbdParameters;
  /** In the order r, alpha, a, b. */
  readonly se_log_parameters: readonly number[];
  readonly vcov_log_parameters: Rows;
  readonly log_likelihood: number;
};

/** Fits the BG/NBD model of repeat buying (Fader, Hardie & Lee 2005) by maximum likelihood; null when it has no maximum
 *  inside. Throws RangeError for a history that cannot be. */
export function fitBgNbd(customers: readonly Customer[]): BgNbdFit | null {
  checkCustomers(customers);
  const histories = historiesOf(customers);
  const fit = fitPositive(
    ([r, alpha, a, b]) => likelihood(histories, { r: r!, alpha: alpha!, a: a!, b: b! }),
    [1, 1, 1, 1],
  );
  if (fit === null) return null;
  const [r, alpha, a, b] = fit.parameters;
  return {
    parameters: { r: r!, alpha: alpha!, a: a!, b: b! },
    se_log_parameters: fit.seLog,
    vcov_log_parameters: fit.vcovLog,
    log_likelihood: fit.logLikelihood,
  };
}

function likelihood(histories: readonly History[], { r, alpha, a, b }: BgNbdParameters): number {
  const byCount = new Map<number, number>();
  const constant = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  let sum = 0;
  for (const { x, t_x, T, customers } of histories) {
    let ofCount = byCount.get(x);
    if (ofCount === undefined) {
      ofCount = logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x);
      byCount.set(x, ofCount);
    }
    const stayed = -(r + x) * Math.log(alpha + T);
    // Who bought again may have left after the last purchase; relative to having stayed, so that nothing underflows.
    const left = x === 0 ? 0 : (a / (b + x - 1)) * ((alpha + T) / (alpha + t_x)) ** (r + x);
    sum += customers * (constant + ofCount + stayed + Math.log1p(left));
  }
  return sum;
}

/** The chance that a customer has not left, 0 to 1. Always 1 for a customer who bought once: the model lets people
 *  leave only after a repeat purchase, so it must not be used to rank them. */
export function bgNbdAlive({ r, alpha, a, b }: BgNbdParameters, { x, t_x, T }: Omit<Customer, "id" | "m_x">): number {
  if (x === 0) return 1;
  return 1 / (1 + (a / (b + x - 1)) * ((alpha + T) / (alpha + t_x)) ** (r + x));
}

/** Purchases expected of a customer in the next `weeks`. */
export function bgNbdExpected(
  parameters: BgNbdParameters,
  customer: Omit<Customer, "id" | "m_x">,
  weeks: number,
): number {
  const { r, alpha, b } = parameters;
  const { x, T } = customer;
  const a = awayFromOne(parameters.a);
  const z = weeks / (alpha + T + weeks);
  const series = hypergeometric([r + x, b + x, a + b + x - 1], z);
  const share = 1 - ((alpha + T) / (alpha + T + weeks)) ** (r + x) * series;
  return ((a + b + x - 1) / (a - 1)) * share * bgNbdAlive(parameters, customer);
}

/** Repeat purchases expected of a new customer in the first `weeks`. */
export function bgNbdExpectedOfNew(parameters: BgNbdParameters, weeks: number): number {
  const { r, alpha, b } = parameters;
  const a = awayFromOne(parameters.a);
  const series = hypergeometric([r, b, a + b - 1], weeks / (alpha + weeks));
  return ((a + b - 1) / (a - 1)) * (1 - (alpha / (alpha + weeks)) ** r * series);
}

// The expectations have a removable gap at a = 1; a step aside costs fewer digits than the data have.
function awayFromOne(a: number): number {
  return Math.abs(a - 1) < 1e-6 ? 1 + 1e-6 : a;
}
