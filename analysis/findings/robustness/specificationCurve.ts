import * as Plot from "@observablehq/plot";
import { clip } from "../../blocks/figures/clip.ts";
import type { ForestRow } from "../../blocks/figures/forest.ts";
import { DASHED, QUIET } from "../../blocks/figures/marks.ts";
import { COLOURS, INK, type Marks, plotSvg, SYMBOLS } from "../../blocks/figures/plotSvg.ts";
import { decimal } from "../../blocks/numbers.ts";
import { sentence } from "../names.ts";

/** One way to compare: its estimate, and the option it takes of each choice. */
export type CurvePoint = ForestRow & { readonly spec: Readonly<Record<string, string>> };

type Curve = {
  /** Sorted by estimate. */
  readonly points: readonly CurvePoint[];
  readonly width: number;
  readonly nameOf: (text: string) => string;
};

type Line = { readonly text: string; readonly isHead: boolean; readonly choice: string; readonly option: string };

const CURVE = 260;
const LINE = 18;
const WIDE = 480;

/** A specification curve: sorted estimates with their intervals over a matrix of the options each takes (Simonsohn,
 *  Simmons & Nelson 2020). */
export function specificationCurveSvg({ points, width, nameOf }: Curve): string {
  const lines = linesOf(points);
  const matrix = lines.length * LINE;
  const [low, high] = extent(points);
  // One scale for both: the matrix stands below the lowest limit, a line every `step`.
  const step = ((high - low) * LINE) / CURVE;
  const yOf = (line: number) => low - step * (line + 1.2);
  const marginLeft = width >= WIDE ? 210 : 118;
  const longest = Math.floor(marginLeft / 6.6);
  return plotSvg({
    width,
    height: CURVE + matrix + 48,
    marginLeft,
    marginRight: 16,
    marginTop: 22,
    marginBottom: 12,
    x: { domain: [-0.8, points.length - 0.2], axis: null },
    y: { domain: [yOf(lines.length), high + step], axis: null },
    marks: [
      ...axisMarks([low, high]),
      ...pointMarks(points),
      ...lines.flatMap((line, at) => lineMarks(line, { points, y: yOf(at), text: clip(nameOf(line.text), longest) })),
    ],
  });
}

/** Choices that vary, each a heading over its options. */
function linesOf(points: readonly CurvePoint[]): readonly Line[] {
  const choices = [...new Set(points.flatMap(({ spec }) => Object.keys(spec)))];
  return choices.flatMap((choice): readonly Line[] => {
    const options = [...new Set(points.map(({ spec }) => spec[choice] ?? ""))].filter((option) => option !== "");
    if (options.length < 2) return [];
    const head = { text: sentence(choice.replaceAll("_", " ")), isHead: true, choice, option: "" };
    return [head, ...options.map((option) => ({ text: option, isHead: false, choice, option }))];
  });
}

function extent(points: readonly CurvePoint[]): readonly [number, number] {
  const values = points.flatMap(({ estimate, interval }) => [estimate, ...(interval ?? [])]);
  return [Math.min(0, ...values), Math.max(0, ...values)];
}

function axisMarks([low, high]: readonly [number, number]): Marks {
  const size = 10 ** Math.floor(Math.log10((high - low) / 2));
  const every = size * ((high - low) / size > 5 ? 2 : 1);
  const first = Math.ceil(low / every);
  const ticks = Array.from({ length: Math.floor(high / every) - first + 1 }, (_, at) => (first + at) * every);
  return [
    Plot.ruleY(ticks, { stroke: INK.line }),
    Plot.ruleY([0], DASHED),
    Plot.text(ticks, {
      ...QUIET,
      y: (tick: number) => tick,
      text: (tick: number) => decimal(tick),
      frameAnchor: "left",
      textAnchor: "end",
      dx: -8,
    }),
    Plot.text(["ΔAUC, implicit − stated"], { ...QUIET, frameAnchor: "top-left", dy: -18 }),
  ];
}

function pointMarks(points: readonly CurvePoint[]): Marks {
  const x = (point: CurvePoint) => points.indexOf(point);
  return [
    Plot.ruleX(
      points.filter(({ interval }) => interval !== null),
      {
        x,
        y1: (point: CurvePoint) => point.interval?.[0],
        y2: (point: CurvePoint) => point.interval?.[1],
        stroke: (point: CurvePoint) => COLOURS[point.kind],
        strokeOpacity: (point: CurvePoint) => (point.kind === "both" ? 1 : 0.45),
      },
    ),
    ...(["implicit", "both"] as const).map((kind) =>
      Plot.dot(
        points.filter((point) => point.kind === kind),
        {
          x,
          y: "estimate",
          symbol: SYMBOLS[kind],
          fill: COLOURS[kind],
          stroke: INK.page,
          r: kind === "both" ? 6 : 3.5,
        },
      ),
    ),
  ];
}

type Drawn = { readonly points: readonly CurvePoint[]; readonly y: number; readonly text: string };

function lineMarks({ isHead, choice, option }: Line, { points, y, text }: Drawn): Marks {
  const name = Plot.text([text], {
    y,
    frameAnchor: "left",
    textAnchor: "end",
    dx: -8,
    fill: isHead ? INK.text : INK.quiet,
    fontWeight: isHead ? "bold" : "normal",
    fontSize: 12,
  });
  if (isHead) return [name];
  const takes = points.flatMap((point, at) => (point.spec[choice] === option ? [{ at, kind: point.kind }] : []));
  return [
    name,
    Plot.ruleY([y], { stroke: INK.line, strokeOpacity: 0.6 }),
    Plot.dot(takes, {
      x: "at",
      y,
      symbol: "square",
      r: 2.6,
      fill: ({ kind }: (typeof takes)[number]) => COLOURS[kind],
      stroke: "none",
    }),
  ];
}
