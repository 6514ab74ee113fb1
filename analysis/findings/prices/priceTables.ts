import { count, fixed, percent } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import type { ReportData } from "../reportData.ts";
import { pricesOf, type Ratio } from "./askedPrices.ts";
import type { PriceFinding } from "./sections.ts";

type Data = ReportData<PriceFinding>;

const money = (value: number | null) => fixed(value, 2);

/** The points of the price sensitivity meter and the best prices of the other two methods, by product. */
export function pricePointsTable(data: Data): Table {
  return {
    id: "price-points",
    caption: "What people said of prices",
    columns: [
      { name: "product", label: "Product" },
      { name: "point", label: "Point" },
      { name: "price", label: "Price", format: money },
      { name: "n", label: "n", format: count },
    ],
    rows: pricesOf(data).flatMap(({ name, meter, trial, demand }) => {
      const points: readonly (readonly [string, number | null | undefined, number | undefined])[] = [
        ["Marginal cheapness: range from", meter?.pmc?.price, meter?.n],
        ["Optimal price point", meter?.opp?.price, meter?.n],
        ["Indifference price", meter?.idp?.price, meter?.n],
        ["Marginal expensiveness: range to", meter?.pme?.price, meter?.n],
        ["Highest trial (Newton, Miller & Smith)", trial?.price_optimal_trial, trial?.n],
        ["Highest revenue (Newton, Miller & Smith)", trial?.price_optimal_revenue, trial?.n],
        ["Highest revenue among tested prices (Gabor & Granger)", demand?.optimal_price, demand?.n],
      ];
      return points.flatMap(([point, price, n]): readonly (readonly Cell[])[] =>
        price == null ? [] : [[name, point, price, n ?? null]],
      );
    }),
    note: "Stated prices, not paid ones: what people do at a price is found by selling at it.",
  };
}

/** How many times more people say they would pay than people pay, by product. */
export function ratioTable(data: Data): Table {
  return {
    id: "price-stakes",
    caption: "What people would pay where the answer can bind them, and where it cannot",
    columns: [
      { name: "product", label: "Product" },
      { name: "n_hypothetical", label: "People, hypothetical", format: count },
      { name: "n_real", label: "People, real", format: count },
      { name: "amount_hypothetical", label: "Geometric mean, hypothetical", format: money },
      { name: "amount_real", label: "Geometric mean, real", format: money },
      { name: "times", label: "Hypothetical ÷ real", format: money },
      { name: "ci95_low", label: "95 % from", format: money },
      { name: "ci95_high", label: "to", format: money },
      { name: "zeros", label: "Named nothing", format: count },
      { name: "reading", label: "Reading" },
    ],
    rows: pricesOf(data).flatMap(({ name, ratio }): readonly (readonly Cell[])[] => {
      if (ratio === null) return [];
      const { n, zeros, geometric_mean: middle, ci95 } = ratio;
      const amounts = [n.hypothetical, n.real, middle.hypothetical, middle.real, ratio.ratio, ...ci95];
      return [[name, ...amounts, zeros.hypothetical + zeros.real, readingOf(ratio)]];
    }),
    note: "Chance decided whose answer could bind. Amounts of zero have no logarithm and are left out of means and ratio. Over published studies the ratio was 1.21 (Schmidt & Bijmolt 2020).",
  };
}

function readingOf({ ci95: [low, high] }: Ratio): string {
  if (low > 1) return "People say they would pay more than people pay.";
  if (high < 1) return "People say they would pay less than people pay.";
  return "No difference was shown: the interval holds 1.";
}

/** Demand and revenue at every price that was tested, by product. */
export function demandTable(data: Data, product?: string): Table {
  return {
    id: product === undefined ? "price-demand" : `price-demand-${product}`,
    caption: "Demand and revenue at tested prices (Gabor & Granger 1966)",
    columns: [
      { name: "product", label: "Product" },
      { name: "price", label: "Price", format: money },
      { name: "buyers", label: "Would buy", format: count },
      { name: "demand", label: "Share", format: (value) => percent(value, null) },
      { name: "ci95_low", label: "95 % from", format: (value) => percent(value, null) },
      { name: "ci95_high", label: "to", format: (value) => percent(value, null) },
      { name: "revenue", label: "Revenue a person", format: money },
    ],
    rows: pricesOf(data)
      .filter(({ id }) => product === undefined || id === product)
      .flatMap(({ name, demand }) =>
        (demand?.curve ?? []).map(({ price, buyers, demand: share, wilson95, revenue }): readonly Cell[] => [
          name,
          price,
          buyers,
          share,
          ...wilson95,
          revenue,
        ]),
      ),
  };
}

/** Shares of people for whom each price is too cheap, cheap, expensive or too expensive. */
export function meterTable(data: Data, product: string): Table {
  const share = (value: number | null) => percent(value, null);
  const found = pricesOf(data).find(({ id }) => id === product);
  return {
    id: `price-meter-${product}`,
    caption: "Shares of people by price",
    columns: [
      { name: "price", label: "Price", format: money },
      { name: "too_cheap", label: "Too cheap", format: share },
      { name: "cheap", label: "Cheap", format: share },
      { name: "expensive", label: "Expensive", format: share },
      { name: "too_expensive", label: "Too expensive", format: share },
    ],
    rows: (found?.meter?.curves ?? []).map(({ price, too_cheap, cheap, expensive, too_expensive }) => [
      price,
      too_cheap,
      cheap,
      expensive,
      too_expensive,
    ]),
  };
}
