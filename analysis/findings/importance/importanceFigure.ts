import * as Plot from "@observablehq/plot";
import type { Kind } from "../../blocks/context.ts";
import { clip } from "../../blocks/figures/clip.ts";
import type { Figure } from "../../blocks/figures/figure.ts";
import { axis, gridMarks } from "../../blocks/figures/marks.ts";
import { COLOURS, INK, type Marks, plotSvg } from "../../blocks/figures/plotSvg.ts";
import { count, decimal, percent } from "../../blocks/numbers.ts";
import { kindOf, labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import { importanceFinding } from "./importanceFinding.ts";
import { importanceTable } from "./importanceTable.ts";
import type { ImportanceSections } from "./sections.ts";

type Bar = {
  readonly label: string;
  readonly kind: Kind;
  readonly value: number;
  readonly text: string;
  readonly interval: readonly [number, number] | null;
};

/** General dominance of each predictor in the full model, as parts of Nagelkerke's R². Null without dominance. */
export function importanceFigure(data: ReportData<ImportanceSections>): Figure | null {
  const dominance = data.found.dominance?.nagelkerke ?? data.found.dominance?.mcfadden;
  if (!dominance) return null;
  const bars = Object.entries(dominance.general)
    .flatMap(([column, value]): readonly Bar[] => {
      if (value === null) return [];
      const share = dominance.percent[column];
      const text = `${decimal(value, 3)}${share == null ? "" : ` (${percent(share / 100, null)})`}`;
      return [
        {
          label: labelOf(data, column),
          kind: kindOf(data, column),
          value,
          text,
          interval: dominance.general_ci95?.[column] ?? null,
        },
      ];
    })
    .toSorted((a, b) => b.value - a.value);
  if (bars.length === 0) return null;
  const name = data.found.dominance?.nagelkerke ? "Nagelkerke's R²" : "McFadden's R²";
  return {
    id: "importance",
    span: "half",
    title: importanceFinding(data),
    subtitle: `n = ${count(data.sample.n)}. General dominance: mean gain in ${name} over all subsets of predictors; the parts add up to ${decimal(dominance.full_minus_null, 3)}.`,
    description: bars.map(({ label, text }) => `${label}: ${text}`).join("; "),
    source: sourceLine(data, "dominance analysis"),
    table: importanceTable(data),
    draw: (width) => draw(bars, name, width),
  };
}

function draw(bars: readonly Bar[], name: string, width: number): string {
  const y = (bar: Bar) => bars.indexOf(bar);
  const highOf = ({ value, interval }: Bar) => Math.max(value, interval?.[1] ?? value);
  const lowOf = ({ value, interval }: Bar) => Math.min(0, value, interval?.[0] ?? value);
  const middle = (bar: Bar) => y(bar) + 0.12;
  return plotSvg({
    width,
    height: bars.length * 50 + 58,
    marginLeft: 12,
    marginRight: 96,
    marginTop: 10,
    marginBottom: 46,
    x: {
      ...axis(`part of ${name}`, (value) => decimal(value)),
      domain: [Math.min(...bars.map(lowOf)), Math.max(...bars.map(highOf))],
    },
    y: { domain: [-0.6, bars.length - 0.4], reverse: true, axis: null },
    color: { type: "identity" },
    marks: [
      ...gridMarks("x"),
      Plot.rect(bars, {
        x1: 0,
        x2: "value",
        y1: (bar: Bar) => y(bar) - 0.08,
        y2: (bar: Bar) => y(bar) + 0.32,
        fill: (bar: Bar) => COLOURS[bar.kind],
        fillOpacity: 0.6,
      }),
      Plot.ruleY(
        bars.filter(({ interval }) => interval),
        {
          y: middle,
          x1: (bar: Bar) => bar.interval?.[0],
          x2: (bar: Bar) => bar.interval?.[1],
          stroke: INK.text,
          strokeWidth: 1.5,
        },
      ),
      Plot.ruleX([0], { stroke: INK.quiet }),
      ...letters(bars, { y, middle, end: highOf, longest: Math.floor(width / 8) }),
    ],
  });
}

type Placing = {
  readonly y: (bar: Bar) => number;
  readonly middle: (bar: Bar) => number;
  readonly end: (bar: Bar) => number;
  readonly longest: number;
};

function letters(bars: readonly Bar[], { y, middle, end, longest }: Placing): Marks {
  const start = { textAnchor: "start", fill: INK.text } as const;
  return [
    Plot.text(bars, {
      ...start,
      x: 0,
      y: (bar: Bar) => y(bar) - 0.26,
      text: (bar: Bar) => clip(bar.label, longest),
      dx: 3,
      stroke: INK.page,
      strokeWidth: 3,
    }),
    Plot.text(bars, { ...start, x: end, y: middle, text: "text", dx: 8, fontVariant: "tabular-nums" }),
  ];
}
