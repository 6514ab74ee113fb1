import { total } from "../association/moments.ts";
import { type LogDelta, logDelta } from "../numerics/logDelta.ts";
import type { Rows } from "../numerics/matrix.ts";
import { bgNbdAlive, bgNbdExpected, bgNbdExpectedOfNew, fitBgNbd } from "./bgNbd.ts";
import { concentration } from "./concentration.ts";
import type { Customer } from "./customer.ts";
import { expectedValue, fitGammaGamma, type GammaGammaFit } from "./gammaGamma.ts";
import { fitParetoNbd, paretoNbdAlive, paretoNbdExpected, paretoNbdExpectedOfNew } from "./paretoNbd.ts";

/** Customers and how far ahead to look. */
export type ValueStudy = {
  readonly customers: readonly Customer[];
  readonly horizonWeeks: number;
};

type Buying = {
  readonly parameters: Readonly<Record<string, number>>;
  readonly se_log_parameters: readonly number[];
  readonly vcov_log_parameters: Rows;
  readonly log_likelihood: number;
  readonly aliveOf: (customer: Customer) => number;
  readonly expectedOf: (customer: Customer) => number;
  /** The same at other parameters, in their order. */
  readonly expectedAt: (parameters: readonly number[]) => (customer: Customer) => number;
  readonly expectedOfNew: number;
};

/** The sections of customer value under the reference's names: who is still a customer and how often they will buy (two
 *  models), how much a purchase is worth, what everybody is worth over the horizon, and how concentrated that is.
 *  A model without an estimate is null, with the reason in `warnings`. Throws RangeError without customers. */
export function valueSections({ customers, horizonWeeks }: ValueStudy) {
  const bg = bgNbd(customers, horizonWeeks);
  const pareto = paretoNbd(customers, horizonWeeks);
  const money = fitGammaGamma(customers);
  const hasMoney = customers.some(({ m_x }) => m_x !== null);
  return {
    customers: customers.length,
    bg_nbd: bg === null ? null : buyingSection(bg, customers, horizonWeeks),
    pareto_nbd: pareto === null ? null : buyingSection(pareto, customers, horizonWeeks),
    gamma_gamma: money === null ? null : { ...money, customers: moneyRows(money.parameters, customers) },
    expected_value: bg === null || money === null ? null : worth(bg, money, { customers, horizonWeeks }),
    warnings: [
      ...(bg === null ? ["the BG/NBD model has no estimate: too few repeat purchases, or nobody leaves"] : []),
      ...(pareto === null ? ["the Pareto/NBD model has no estimate: too few repeat purchases, or nobody leaves"] : []),
      ...(money === null && hasMoney ? ["the gamma-gamma model has no estimate: too few repeat purchases"] : []),
      ...(bg === null ? [] : ["BG/NBD gives everyone who bought once a chance of 1 to be alive: rank by expectation"]),
      ...related(money?.correlation_x_zbar ?? null),
    ],
  };
}

function related(correlation: number | null): readonly string[] {
  if (correlation === null || Math.abs(correlation) < 0.3) return [];
  return [`spending per purchase correlates ${correlation.toFixed(2)} with frequency: gamma-gamma assumes it does not`];
}

function bgNbd(customers: readonly Customer[], weeks: number): Buying | null {
  const fit = fitBgNbd(customers);
  if (fit === null) return null;
  return {
    ...fit,
    aliveOf: (customer) => bgNbdAlive(fit.parameters, customer),
    expectedOf: (customer) => bgNbdExpected(fit.parameters, customer, weeks),
    expectedAt:
      ([r, alpha, a, b]) =>
      (customer) =>
        bgNbdExpected({ r: r!, alpha: alpha!, a: a!, b: b! }, customer, weeks),
    expectedOfNew: bgNbdExpectedOfNew(fit.parameters, weeks),
  };
}

function paretoNbd(customers: readonly Customer[], weeks: number): Buying | null {
  const fit = fitParetoNbd(customers);
  if (fit === null) return null;
  return {
    ...fit,
    aliveOf: (customer) => paretoNbdAlive(fit.parameters, customer),
    expectedOf: (customer) => paretoNbdExpected(fit.parameters, customer, weeks),
    expectedAt:
      ([r, alpha, s, beta]) =>
      (customer) =>
        paretoNbdExpected({ r: r!, alpha: alpha!, s: s!, beta: beta! }, customer, weeks),
    expectedOfNew: paretoNbdExpectedOfNew(fit.parameters, weeks),
  };
}

function buyingSection(buying: Buying, customers: readonly Customer[], weeks: number) {
  const rows = customers.map((customer, row) => ({
    row_1_based: row + 1,
    customer_id: customer.id,
    x: customer.x,
    t_x: customer.t_x,
    T: customer.T,
    p_alive: buying.aliveOf(customer),
    expected_purchases_next_t: buying.expectedOf(customer),
  }));
  const expected = total(rows.map((row) => row.expected_purchases_next_t));
  return {
    parameters: buying.parameters,
    se_log_parameters: buying.se_log_parameters,
    log_likelihood: buying.log_likelihood,
    expected_repeat_purchases_new_customer: { t: weeks, value: buying.expectedOfNew },
    customers: rows,
    sum_expected_next_t: expected,
    sum_expected_next_t_interval: ofTotal(
      expected,
      logDelta(Object.values(buying.parameters), buying.vcov_log_parameters, (parameters) =>
        total(everySoMany(customers).map(buying.expectedAt(parameters))),
      ),
    ),
    probability_check_sum_p_alive: total(rows.map((row) => row.p_alive)),
  };
}

type Money = Parameters<typeof expectedValue>[0];

function moneyRows(parameters: Money, customers: readonly Customer[]) {
  return customers.map((customer, row) => ({
    row_1_based: row + 1,
    customer_id: customer.id,
    zbar: customer.m_x ?? 0,
    expected_value: expectedValue(parameters, customer),
  }));
}

function worth(buying: Buying, money: GammaGammaFit, { customers, horizonWeeks }: ValueStudy) {
  const values = customers.map((customer) => {
    const each = expectedValue(money.parameters, customer);
    return each === null ? null : each * buying.expectedOf(customer);
  });
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  const interval = ofTotal(total(known), worthInterval(buying, money, everySoMany(customers)));
  return {
    horizon_weeks: horizonWeeks,
    total: total(known),
    total_interval: interval,
    mean: total(known) / known.length,
    mean_interval: interval && perCustomer(interval, known.length),
    customers: customers.map(({ id }, row) => ({ customer_id: id, expected_spend_next_t: known[row] })),
    concentration: concentration(known),
  };
}

/** How far a sum moves with the parameters is known from this many customers as well as from a million. */
const MOST_CUSTOMERS = 5000;

function everySoMany(customers: readonly Customer[]): readonly Customer[] {
  const step = Math.ceil(customers.length / MOST_CUSTOMERS);
  return step === 1 ? customers : customers.filter((_, row) => row % step === 0);
}

function ofTotal(estimate: number, found: LogDelta | null): LogDelta | null {
  if (found === null) return null;
  const [low, high] = found.ci95.map((limit) => (limit / found.estimate) * estimate);
  return { estimate, se_log: found.se_log, ci95: [low!, high!] };
}

/** What all customers are worth, as far as the parameters of both models are known; they are estimated apart. What each
 *  will really do varies more. */
function worthInterval(buying: Buying, money: GammaGammaFit, customers: readonly Customer[]): LogDelta | null {
  const often = Object.values(buying.parameters);
  const count = often.length;
  const much = Object.values(money.parameters);
  const vcov = apart(buying.vcov_log_parameters, money.vcov_log_parameters);
  const purchases = customers.map(buying.expectedOf);
  return logDelta([...often, ...much], vcov, (parameters) => {
    const isOften = parameters.slice(0, count).some((value, j) => value !== often[j]);
    const expected = isOften ? customers.map(buying.expectedAt(parameters.slice(0, count))) : purchases;
    const [p, q, v] = parameters.slice(count);
    const each = customers.map((customer) => expectedValue({ p: p!, q: q!, v: v! }, customer) ?? Number.NaN);
    return total(expected.map((number, row) => number * each[row]!));
  });
}

function apart(one: Rows, other: Rows): Rows {
  return [...one.map((row) => [...row, ...other.map(() => 0)]), ...other.map((row) => [...one.map(() => 0), ...row])];
}

function perCustomer({ estimate, se_log, ci95: [low, high] }: LogDelta, customers: number): LogDelta {
  return { estimate: estimate / customers, se_log, ci95: [low / customers, high / customers] };
}
