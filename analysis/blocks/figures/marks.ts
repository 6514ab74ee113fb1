import * as Plot from "@observablehq/plot";
import type { Kind } from "../context.ts";
import { percent } from "../numbers.ts";
import { COLOURS, INK, type Marks, SYMBOLS } from "./plotSvg.ts";

/** Height and margins of a figure whose curves have a share or an amount on both axes, px. */
export const CURVE_FRAME = { height: 340, marginLeft: 56, marginRight: 20, marginTop: 14, marginBottom: 48 } as const;

/** Small quiet lettering, and the same with a halo so that it can cross lines. */
export const QUIET = { fill: INK.quiet, fontSize: 12 } as const;
export const QUIET_HALO = { ...QUIET, stroke: INK.page, strokeWidth: 4 } as const;
/** A dashed reference line. */
export const DASHED = { stroke: INK.quiet, strokeDasharray: "4 3" } as const;

/** An axis with its label in the middle and no ticks; `label` null draws none. */
export function axis(label: string | null, tickFormat: (value: number) => string): Plot.ScaleOptions {
  return { label, labelAnchor: "center", labelArrow: "none", ticks: 5, tickSize: 0, tickFormat };
}

/** An axis of shares from 0 to `top`, in percent. */
export function shareAxis(label: string | null, top = 1): Plot.ScaleOptions {
  return { ...axis(label, (value) => percent(value, null)), domain: [0, top] };
}

/** Quiet lines behind the data. */
export function gridMarks(...lines: readonly ("x" | "y")[]): Marks {
  const options = { stroke: INK.line, strokeOpacity: 1 };
  return lines.map((line) => (line === "x" ? Plot.gridX(options) : Plot.gridY(options)));
}

/** The diagonal of chance or of perfect agreement, up to `top`. */
export function diagonal(top = 1): Plot.Markish {
  return Plot.line(
    [
      [0, 0],
      [top, top],
    ],
    DASHED,
  );
}

/** Room the base rate's label takes at the right of a frame, in pixels. */
export const BASE_RATE_ROOM = 66;

/** The base rate as a dashed line, named at the right of the frame (`facet`: of the last panel). Nothing without one. */
export function baseRateMarks(
  { baseRate, n }: { readonly baseRate: number | null; readonly n: number | null },
  facet: { readonly fx?: () => string } = {},
): Marks {
  if (baseRate === null) return [];
  return [
    Plot.ruleY([baseRate], DASHED),
    Plot.text([`base rate\n${percent(baseRate, n)}`], {
      ...facet,
      ...QUIET,
      frameAnchor: "right",
      lineHeight: 1.2,
      y: baseRate,
      dx: 7,
      textAnchor: "start",
    }),
  ];
}

export type SeriesPoint = { readonly x: number; readonly y: number; readonly marked?: "no" };

/** One series in its kind's colour and shape: a line, and a mark at every point not marked "no". */
export function seriesMarks(
  points: readonly SeriesPoint[],
  { kind, dash = "none" }: { readonly kind: Kind; readonly dash?: string },
): Marks {
  return [
    Plot.line(points, { x: "x", y: "y", stroke: COLOURS[kind], strokeWidth: 2, strokeDasharray: dash }),
    Plot.dot(
      points.filter(({ marked }) => marked !== "no"),
      { x: "x", y: "y", symbol: SYMBOLS[kind], fill: COLOURS[kind], stroke: INK.page, r: 4.5 },
    ),
  ];
}
