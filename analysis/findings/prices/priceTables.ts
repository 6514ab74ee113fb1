import { count, fixed, percent } from "../../report/numbers.ts";
import type { ReportData } from "../../report/reportData.ts";
import type { Cell, Table } from "../../report/table.ts";
import { pricesOf } from "./askedPrices.ts";
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
