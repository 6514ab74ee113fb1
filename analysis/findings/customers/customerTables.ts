import { count, decimal, fixed, percent } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import type { Concentration } from "../../statistics/value/concentration.ts";
import type { ReportData } from "../reportData.ts";
import type { CustomerFinding } from "./sections.ts";

type Data = ReportData<CustomerFinding>;

const share = (value: number | null) => percent(value, null);

/** How unevenly value is spread over customers: brought until now, and expected. */
export function customerSpreadTable({ found: { customer_value: found } }: Data): Table {
  const row = (whose: string, one: Concentration | null | undefined): readonly (readonly Cell[])[] =>
    one == null
      ? []
      : [
          [
            whose,
            one.top_20pct_share_all_customers,
            one.top_10pct_share_all_customers,
            one.top_20pct_share_buyers_only,
            one.smallest_customer_share_for_80pct_of_value,
            one.gini_population,
          ],
        ];
  return {
    id: "customer-spread",
    caption: "How much of value comes from how many customers",
    columns: [
      { name: "value", label: "Value" },
      { name: "top_20pct", label: "The top 20 % bring", format: share },
      { name: "top_10pct", label: "The top 10 % bring", format: share },
      { name: "top_20pct_of_buyers", label: "The top 20 % of those who spent anything bring", format: share },
      { name: "customers_for_80pct", label: "80 % comes from the top", format: share },
      { name: "gini", label: "Gini", format: (value) => decimal(value) },
    ],
    rows: [
      ...row("Brought until now", found?.concentration),
      ...row("Expected in the weeks ahead", found?.expected_value?.concentration),
    ],
    note: "Expected values vary less than what people will really bring, so their spread is smaller than the future's.",
  };
}

/** What is expected of all customers together. */
export function customerValueTable({ found: { customer_value: found } }: Data): Table {
  const worth = found?.expected_value;
  const whole = (value: number | null | undefined) => (value == null ? null : fixed(value, 0));
  const money = (value: number | null | undefined) => (value == null ? null : fixed(value, 2));
  const rows: readonly (readonly [string, string | null])[] = [
    ["Customers", found ? count(found.customers) : null],
    ["Purchases", found?.purchases == null ? null : count(found.purchases)],
    ["Last day that counts", found?.until ?? null],
    ["Weeks ahead", found ? count(found.horizon_weeks) : null],
    ["Expected to be customers still", whole(found?.expected_alive)],
    ["Purchases expected (BG/NBD)", whole(found?.expected_purchases.bg_nbd)],
    ["Purchases expected (Pareto/NBD)", whole(found?.expected_purchases.pareto_nbd)],
    ["Value expected of all", withLimits(worth?.total, worth?.total_ci95)],
    ["Value expected of a customer", withLimits(worth?.per_customer, worth?.per_customer_ci95)],
    ["Cost of a customer", money(worth?.net?.cost)],
    ["Value expected of all, less their cost", money(worth?.net?.total)],
    ["Customers expected to bring less than they cost", numberOf(worth?.net?.worth_less_than_cost)],
  ];
  return {
    id: "customer-value",
    caption: "What to expect of customers",
    columns: [
      { name: "what", label: "What" },
      { name: "number", label: "Number" },
    ],
    rows: rows.flatMap(([what, number]): readonly (readonly Cell[])[] => (number === null ? [] : [[what, number]])),
    note: "BG/NBD and gamma-gamma, of the customers in the table: nothing is said of new ones. Intervals: 95 %, from the uncertainty of the models' parameters; single customers vary more.",
  };
}

function withLimits(value: number | undefined, limits: readonly [number, number] | null | undefined): string | null {
  if (value === undefined) return null;
  const shown = fixed(value, 2);
  return limits == null ? shown : `${shown} [${limits.map((limit) => fixed(limit, 2)).join(", ")}]`;
}

function numberOf(value: number | null | undefined): string | null {
  return value == null ? null : count(value);
}
