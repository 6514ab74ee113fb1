import * as Plot from "@observablehq/plot";
import type { Figure } from "../../blocks/figures/figure.ts";
import {
  axis,
  CURVE_FRAME,
  DASHED,
  gridMarks,
  QUIET_HALO,
  seriesMarks,
  shareAxis,
} from "../../blocks/figures/marks.ts";
import { COLOURS, INK, type Marks, plotSvg } from "../../blocks/figures/plotSvg.ts";
import { slug } from "../../blocks/figures/slug.ts";
import { count, fixed, percent } from "../../blocks/numbers.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import { type Demand, type Meter, type ProductPrices, pricesOf } from "./askedPrices.ts";
import { demandTable, meterTable } from "./priceTables.ts";
import type { PriceFinding } from "./sections.ts";

type Data = ReportData<PriceFinding>;

/** The figures of what people said of prices: for each product the price sensitivity meter and demand at tested prices. */
export function priceFigures(data: Data): readonly Figure[] {
  return pricesOf(data).flatMap((product) => [
    ...(product.meter === null ? [] : [meterFigure(data, product, product.meter)]),
    ...(product.demand === null ? [] : [demandFigure(data, product, product.demand)]),
  ]);
}

function money(value: number): string {
  return fixed(value, 2);
}

function named({ name }: ProductPrices, text: string): string {
  return name === "" ? text : `${name}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function meterFigure(data: Data, product: ProductPrices, meter: Meter): Figure {
  const { pmc, pme, opp } = meter;
  const range = pmc && pme ? `from ${money(pmc.price)} to ${money(pme.price)}` : "not found: curves do not cross";
  return {
    id: `price-meter-${slug(product.id)}`,
    span: "half",
    title: named(product, `Acceptable prices run ${range}${opp ? `; fewest object at ${money(opp.price)}` : ""}`),
    subtitle: `n = ${count(meter.n)} with four rising prices${meter.invalid === 0 ? "" : `, ${count(meter.invalid)} left out`}. Van Westendorp's price sensitivity meter; stated, not paid.`,
    description: `Shares of people for whom a price is too cheap, cheap, expensive or too expensive. Acceptable range ${range}.`,
    source: sourceLine(data, "prices"),
    table: { ...meterTable(data, product.id), id: `price-meter-${slug(product.id)}` },
    draw: (width) => drawMeter(meter, width),
  };
}

const CURVES = [
  ["too_cheap", "too cheap", "2 3"],
  ["cheap", "cheap", "none"],
  ["expensive", "expensive", "none"],
  ["too_expensive", "too expensive", "2 3"],
] as const;

function drawMeter({ curves, pmc, pme, opp, idp }: Meter, width: number): string {
  const prices = curves.map(({ price }) => price);
  const points = [
    ["OPP", opp],
    ["IDP", idp],
  ] as const;
  return plotSvg({
    width,
    height: 340,
    marginLeft: 56,
    marginRight: 20,
    marginTop: 34,
    marginBottom: 48,
    x: { ...axis("price", money), domain: [Math.min(...prices), Math.max(...prices)] },
    y: shareAxis("people"),
    marks: [
      ...(pmc && pme ? [Plot.rectX([0], { x1: pmc.price, x2: pme.price, fill: INK.surface })] : []),
      ...gridMarks("y"),
      ...points.flatMap(([name, point]) => (point ? pointMarks(name, point.price) : [])),
      ...CURVES.flatMap(([key, label, dash], at) => [
        Plot.line(curves, {
          x: "price",
          y: key,
          stroke: at < 2 ? COLOURS.stated : COLOURS.both,
          strokeWidth: 2,
          strokeDasharray: dash,
        }),
        curveLabel(curves, key, label),
      ]),
    ],
  });
}

function pointMarks(name: string, price: number): Marks {
  return [
    Plot.ruleX([price], DASHED),
    Plot.text([name], { ...QUIET_HALO, x: price, frameAnchor: "top", dy: name === "OPP" ? -22 : -9 }),
  ];
}

const LABELLED_AT = 0.75;

/** A curve's name beside the place where it passes three quarters: outside the two curves that bound it. */
function curveLabel(curves: Meter["curves"], key: (typeof CURVES)[number][0], label: string): Plot.Markish {
  const distance = (curve: Meter["curves"][number]) => Math.abs(curve[key] - LABELLED_AT);
  const nearest = curves.toSorted((a, b) => distance(a) - distance(b)).slice(0, 1);
  const isLeft = key === "too_cheap" || key === "expensive";
  return Plot.text(nearest, {
    ...QUIET_HALO,
    x: "price",
    y: key,
    text: () => label,
    dx: isLeft ? -8 : 8,
    textAnchor: isLeft ? "end" : "start",
  });
}

function demandFigure(data: Data, product: ProductPrices, demand: Demand): Figure {
  const { optimal_price: best, curve, n, violations } = demand;
  return {
    id: `price-demand-${slug(product.id)}`,
    span: "half",
    title: named(
      product,
      best === null ? "Demand at tested prices" : `Of the tested prices, ${money(best)} brings the highest revenue`,
    ),
    subtitle: `n = ${count(n)}. Share who would buy at a price or a higher one, Wilson 95 % intervals${violations === 0 ? "" : `; ${count(violations)} refused a price below one they accepted`}.`,
    description: curve.map(({ price, demand: share }) => `At ${money(price)}: ${percent(share, n)}`).join("; "),
    source: sourceLine(data, "prices"),
    table: { ...demandTable(data, product.id), id: `price-demand-${slug(product.id)}` },
    draw: (width) => drawDemand(demand, width),
  };
}

function drawDemand({ curve }: Demand, width: number): string {
  const prices = curve.map(({ price }) => price);
  const room = (Math.max(...prices) - Math.min(...prices)) * 0.05;
  return plotSvg({
    width,
    ...CURVE_FRAME,
    x: { ...axis("price", money), domain: [Math.min(...prices) - room, Math.max(...prices) + room] },
    y: shareAxis("would buy"),
    marks: [
      ...gridMarks("y"),
      Plot.ruleX(curve, {
        x: "price",
        y1: (point: Demand["curve"][number]) => point.wilson95[0],
        y2: (point: Demand["curve"][number]) => point.wilson95[1],
        stroke: COLOURS.stated,
      }),
      ...seriesMarks(
        curve.map(({ price, demand }) => ({ x: price, y: demand })),
        { kind: "stated" },
      ),
    ],
  });
}
