import * as Plot from "@observablehq/plot";
import type { Figure } from "../../blocks/figures/figure.ts";
import { CURVE_FRAME, diagonal, gridMarks, QUIET_HALO, seriesMarks, shareAxis } from "../../blocks/figures/marks.ts";
import { plotSvg } from "../../blocks/figures/plotSvg.ts";
import { count, decimal, percent } from "../../blocks/numbers.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import type { SpendSections } from "./sections.ts";
import { concentrationTable } from "./spendTable.ts";

type Data = ReportData<SpendSections>;

type Point = { readonly x: number; readonly y: number };

const FIFTHS = [0.2, 0.4, 0.6, 0.8] as const;

/** The Lorenz curve: which share of value the customers who bring least bring together. Null without value. */
export function lorenzFigure(data: Data): Figure | null {
  const points = lorenzPoints(data);
  const cells = data.found.concentration;
  const top = cells?.top_20pct_share_all_customers ?? null;
  const gini = cells?.gini_population ?? null;
  if (points.length < 4 || top === null) return null;
  return {
    id: "lorenz",
    span: "half",
    title: `The top fifth of customers bring ${percent(top, null)}${limits(data)} of value`,
    subtitle: `n = ${count(data.sample.n)}, those who spent nothing included${gini === null ? "" : `; Gini ${decimal(gini)}`}. The diagonal: everybody brings the same.`,
    description: points.map(({ x, y }) => `${percent(x, null)} of customers bring ${percent(y, null)}`).join("; "),
    source: sourceLine(data, "concentration"),
    table: concentrationTable(data),
    draw: (width) =>
      plotSvg({
        width,
        ...CURVE_FRAME,
        x: shareAxis("customers, those who bring least first"),
        y: shareAxis("value"),
        marks: [
          ...gridMarks("y"),
          diagonal(),
          Plot.text(["equal"], { ...QUIET_HALO, x: 0.4, y: 0.4, dy: -12, dx: -6, textAnchor: "end" }),
          ...seriesMarks(points, { kind: "both" }),
        ],
      }),
  };
}

function limits({ found }: Data): string {
  const interval = found.concentration_intervals?.top_20pct_share_all_customers?.ci95;
  return interval ? ` [${interval.map((limit) => Math.round(100 * limit)).join(", ")}]` : "";
}

/** The curve at the points the comparison found exactly, from (0, 0) to (1, 1). */
function lorenzPoints(data: Data): readonly Point[] {
  const cells = data.found.concentration;
  const given = cells?.lorenz_p_0_2_0_4_0_6_0_8 ?? [];
  const topOf = (share: number, top: number | null): readonly Point[] =>
    top === null ? [] : [{ x: 1 - share, y: 1 - top }];
  const most = cells?.smallest_customer_share_for_80pct_of_value ?? null;
  const points = [
    { x: 0, y: 0 },
    ...given.flatMap((y, at) => (y === null ? [] : [{ x: FIFTHS[at] ?? 1, y }])),
    ...topOf(0.1, cells?.top_10pct_share_all_customers ?? null),
    ...(most === null ? [] : [{ x: 1 - most, y: 0.2 }]),
    { x: 1, y: 1 },
  ];
  return points.toSorted((a, b) => a.x - b.x || a.y - b.y);
}
