import * as Plot from "@observablehq/plot";
import type { Kind } from "../context.ts";
import { clip } from "./clip.ts";
import { COLOURS, INK, type Marks, plotSvg, SYMBOLS } from "./plotSvg.ts";

export type ForestRow = {
  readonly label: string;
  readonly kind: Kind;
  readonly estimate: number;
  readonly interval: readonly [number, number] | null;
  /** The estimate and its interval as printed. */
  readonly text: string;
};

export type ForestOptions = {
  readonly rows: readonly ForestRow[];
  readonly width: number;
  readonly axis: string;
  /** The line of no effect, and what it is called. */
  readonly reference: number;
  readonly referenceLabel: string;
  /** Half-width of a shaded band around the reference, e.g. the equivalence margin. */
  readonly band?: number;
  readonly tickFormat: (value: number) => string;
};

const WIDE = 480;
// Longer labels stand above their rows.
const LONGEST_BESIDE = 26;
const ROW_HEIGHT = { wide: 36, narrow: 52 } as const;

/** A forest of estimates with their 95 % intervals, a reference line, and the numbers at the right. Below 480 pixels, or
 *  when they are long, the labels stand above the rows. */
export function forestSvg(options: ForestOptions): string {
  const { rows, width } = options;
  const isWide = width >= WIDE && Math.max(...rows.map(({ label }) => label.length)) <= LONGEST_BESIDE;
  const rowHeight = isWide ? ROW_HEIGHT.wide : ROW_HEIGHT.narrow;
  const y = (row: ForestRow) => rows.indexOf(row);
  return plotSvg({
    width,
    height: rows.length * rowHeight + 72,
    marginLeft: isWide ? Math.min(230, width * 0.36) : 12,
    marginRight: isWide ? 132 : 112,
    marginTop: 26,
    marginBottom: 46,
    x: {
      domain: forestDomain(options),
      label: options.axis,
      labelAnchor: "center",
      labelArrow: "none",
      ticks: 5,
      tickFormat: options.tickFormat,
      tickSize: 0,
    },
    y: { domain: [-0.6, rows.length - 0.4], reverse: true, axis: null },
    marks: [
      ...referenceMarks(options),
      Plot.ruleY(
        rows.filter(({ interval }) => interval !== null),
        {
          y,
          x1: (row: ForestRow) => row.interval?.[0],
          x2: (row: ForestRow) => row.interval?.[1],
          stroke: (row: ForestRow) => COLOURS[row.kind],
          strokeWidth: 2,
        },
      ),
      ...pointMarks(rows, y),
      ...labelMarks(rows, { isWide, width, y }),
    ],
    color: { type: "identity" },
  });
}

function referenceMarks({ reference, referenceLabel, band }: ForestOptions): Marks {
  const shade =
    band === undefined ? [] : [Plot.rectX([0], { x1: reference - band, x2: reference + band, fill: INK.surface })];
  return [
    ...shade,
    Plot.gridX({ stroke: INK.line, strokeOpacity: 1 }),
    Plot.ruleX([reference], { stroke: INK.quiet, strokeDasharray: "4 3" }),
    Plot.text([referenceLabel], { x: reference, frameAnchor: "top", dy: -18, fill: INK.quiet, fontSize: 12 }),
  ];
}

function pointMarks(rows: readonly ForestRow[], y: (row: ForestRow) => number): Marks {
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  return kinds.map((kind) =>
    Plot.dot(
      rows.filter((row) => row.kind === kind),
      { x: "estimate", y, symbol: SYMBOLS[kind], fill: COLOURS[kind], stroke: INK.page, r: 6 },
    ),
  );
}

function labelMarks(
  rows: readonly ForestRow[],
  { isWide, width, y }: { readonly isWide: boolean; readonly width: number; readonly y: (row: ForestRow) => number },
): Marks {
  const longest = isWide ? Math.floor(Math.min(230, width * 0.36) / 7.2) : Math.floor(width / 7.2);
  return [
    Plot.text(rows, {
      y,
      text: (row: ForestRow) => clip(row.label, longest),
      frameAnchor: "left",
      textAnchor: isWide ? "end" : "start",
      dx: isWide ? -12 : 0,
      dy: isWide ? 0 : -17,
      fill: INK.text,
    }),
    Plot.text(rows, {
      y,
      text: "text",
      frameAnchor: "right",
      textAnchor: "start",
      dx: 10,
      fill: INK.text,
      fontVariant: "tabular-nums",
    }),
  ];
}

function forestDomain({ rows, reference, band }: ForestOptions): readonly [number, number] {
  const values = rows.flatMap(({ estimate, interval }) => [estimate, ...(interval ?? [])]);
  const low = Math.min(reference - (band ?? 0), ...values);
  const high = Math.max(reference + (band ?? 0), ...values);
  const room = (high - low || 1) * 0.06;
  return [low - room, high + room];
}
