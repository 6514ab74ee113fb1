import type { Concentration } from "../../statistics/value/concentration.ts";
import { valueSections } from "../../statistics/value/valueSections.ts";
import type { Context } from "../context.ts";

/** What customers brought and what to expect of them: the numbers of `saydo value` without those of single customers. */
export type CustomerReport = {
  readonly customers: number;
  readonly until: string | null;
  readonly purchases: number | null;
  /** How unevenly what they brought is spread; null where the table holds histories. */
  readonly concentration: Concentration | null;
  readonly horizon_weeks: number;
  /** Purchases expected of all of them over the horizon, by each model. */
  readonly expected_purchases: { readonly bg_nbd: number | null; readonly pareto_nbd: number | null };
  /** Customers expected to be customers still (BG/NBD). */
  readonly expected_alive: number | null;
  readonly expected_value: {
    readonly total: number;
    readonly per_customer: number;
    /** 95 %, as far as the parameters of the models are known; what single customers do varies more. */
    readonly total_ci95: readonly [number, number] | null;
    readonly per_customer_ci95: readonly [number, number] | null;
    readonly concentration: Concentration;
    /** Less the cost of every customer; null where the plan names none. */
    readonly net: { readonly cost: number; readonly total: number; readonly worth_less_than_cost: number } | null;
  } | null;
  readonly warnings: readonly string[];
};
export type CustomerSections = { readonly customer_value?: CustomerReport };

/** `customer_value`, where the plan names purchases of customers. */
export function customerSections({ customers: input, plan, warn }: Context): CustomerSections {
  if (input === undefined || plan.customers === undefined) return {};
  const { horizon, cost } = plan.customers;
  const found = valueSections({ customers: input.customers, horizonWeeks: horizon });
  for (const sentence of found.warnings) warn(`What customers are worth: ${sentence}.`);
  return {
    customer_value: {
      customers: found.customers,
      until: input.bought?.until ?? null,
      purchases: input.bought?.purchases ?? null,
      concentration: input.bought?.concentration ?? null,
      horizon_weeks: horizon,
      expected_purchases: {
        bg_nbd: found.bg_nbd?.sum_expected_next_t ?? null,
        pareto_nbd: found.pareto_nbd?.sum_expected_next_t ?? null,
      },
      expected_alive: found.bg_nbd?.probability_check_sum_p_alive ?? null,
      expected_value: worthOf(found.expected_value, cost),
      warnings: found.warnings,
    },
  };
}

function worthOf(
  worth: ReturnType<typeof valueSections>["expected_value"],
  cost: number | undefined,
): CustomerReport["expected_value"] {
  if (worth === null) return null;
  const { total, total_interval, mean_interval, customers, concentration } = worth;
  const below = customers.filter(({ expected_spend_next_t: spend = 0 }) => cost !== undefined && spend < cost).length;
  return {
    total,
    per_customer: total / customers.length,
    total_ci95: total_interval?.ci95 ?? null,
    per_customer_ci95: mean_interval?.ci95 ?? null,
    concentration,
    net: cost === undefined ? null : { cost, total: total - cost * customers.length, worth_less_than_cost: below },
  };
}
