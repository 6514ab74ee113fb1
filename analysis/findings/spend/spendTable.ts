import { pNumber, significant } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { normalHalfWidth } from "../../statistics/numerics/distributions.ts";
import { labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { SpendSections } from "./sections.ts";

type Data = ReportData<SpendSections>;

/** Rate ratios of counts (NB2, Poisson) and ratios of spend, per unit of each predictor, with Wald 95 % intervals. */
export function spendTable(data: Data): Table {
  const three = (value: number | null) => significant(value);
  return {
    id: "spend",
    caption: "Counts and spend: ratios per unit of each predictor",
    columns: [
      { name: "model", label: "Model" },
      { name: "predictor", label: "Predictor" },
      { name: "ratio", label: "Ratio", format: three },
      { name: "ci95_low", label: "95 % from", format: three },
      { name: "ci95_high", label: "to", format: three },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: [
      ...ratios(data, "Count, NB2", data.found.negative_binomial_nb2?.coefficients_expected_information_se),
      ...ratios(data, "Count, Poisson", data.found.poisson?.coefficients),
      ...ratios(data, "Spend of buyers, log-normal", data.found.lognormal_positive_spend?.coefficients),
    ],
  };
}

type Terms = Readonly<Record<string, { readonly estimate: number; readonly se: number; readonly p: number | null }>>;

function ratios(data: Data, model: string, terms: Terms | undefined): readonly (readonly Cell[])[] {
  const z = normalHalfWidth();
  return Object.entries(terms ?? {})
    .filter(([term]) => term !== "(Intercept)")
    .map(([term, { estimate, se, p }]) => [
      model,
      labelOf(data, term),
      Math.exp(estimate),
      Math.exp(estimate - z * se),
      Math.exp(estimate + z * se),
      p,
    ]);
}

/** How concentrated value is: top shares for all customers and for those who bought, Gini. */
export function concentrationTable(data: Data): Table {
  const { concentration: cells, concentration_intervals: known } = data.found;
  const two = (value: number | null) => significant(value, 2);
  const rows = [
    [
      "Top 20 % of all customers, share of value",
      cells?.top_20pct_share_all_customers,
      known?.top_20pct_share_all_customers,
    ],
    ["Top 10 % of all customers, share of value", cells?.top_10pct_share_all_customers, null],
    [
      "Top 20 % of those who bought, share of value",
      cells?.top_20pct_share_buyers_only,
      known?.top_20pct_share_buyers_only,
    ],
    ["Share of customers who make up 80 % of value", cells?.smallest_customer_share_for_80pct_of_value, null],
    ["Gini coefficient", cells?.gini_population, known?.gini_population],
  ] as const;
  return {
    id: "concentration",
    caption: "How concentrated value is",
    columns: [
      { name: "figure", label: "Figure" },
      { name: "value", label: "Value", format: two },
      { name: "ci95_low", label: "95 % from", format: two },
      { name: "ci95_high", label: "to", format: two },
    ],
    rows: rows.flatMap(([name, value, interval]) =>
      value == null ? [] : [[name, value, interval?.ci95?.[0] ?? null, interval?.ci95?.[1] ?? null]],
    ),
    note: "Intervals: the wider of a normal and a studentised bootstrap interval on the logit scale; people, not rows, are drawn.",
  };
}

/** Rank correlation of each measure with spend. */
export function spendRankTable(data: Data): Table {
  return {
    id: "spend-ranks",
    caption: "Spearman's correlation with spend",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "rho", label: "ρ", format: (value) => significant(value, 2) },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: Object.entries(data.found.rank_association_with_spend ?? {}).map(([column, { rho, p_t_approx }]) => [
      labelOf(data, column),
      rho,
      p_t_approx,
    ]),
  };
}
