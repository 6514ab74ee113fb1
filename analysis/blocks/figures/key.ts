import * as Plot from "@observablehq/plot";
import type { Kind } from "../context.ts";
import { clip } from "./clip.ts";
import { COLOURS, INK, type Marks, SYMBOLS } from "./plotSvg.ts";

export type KeyEntry = { readonly label: string; readonly kind: Kind };

/** The frame that a key is above: so many pixels, whose scales run over these values. */
export type KeyPlace = {
  readonly frame: readonly [number, number];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
};

const LINE_HEIGHT = 19;
const SWATCH = 38;
const LETTER = 6.6;
// A second series of one kind keeps colour and shape and takes a dash.
const DASHES = ["none", "6 3", "2 3", "6 3 2 3"];

/** The dash of each series: by its place among those of its kind. */
export function dashes(kinds: readonly Kind[]): readonly string[] {
  return kinds.map((kind, index) => DASHES[kinds.slice(0, index).filter((other) => other === kind).length] ?? "1 4");
}

/** The room that a key needs above its frame, in pixels. */
export function keyHeight(entries: number): number {
  return entries * LINE_HEIGHT;
}

/** Names the series above the frame, where no line runs, each behind a piece of its line with its mark. */
export function keyMarks(entries: readonly KeyEntry[], { frame, x, y }: KeyPlace): Marks {
  const [width, height] = frame;
  const longest = Math.floor((width - SWATCH) / LETTER);
  const texts = entries.map(({ label }) => clip(label, longest));
  const toX = (pixels: number) => x[0] + (pixels / width) * (x[1] - x[0]);
  const toY = (pixels: number) => y[1] - (pixels / height) * (y[1] - y[0]);
  const first = LINE_HEIGHT / 2 - 6 - keyHeight(entries.length);
  const dashed = dashes(entries.map(({ kind }) => kind));
  return entries.flatMap(({ kind }, index) => {
    const at = toY(first + index * LINE_HEIGHT);
    const colour = COLOURS[kind];
    return [
      Plot.ruleY([at], {
        x1: toX(0),
        x2: toX(SWATCH),
        stroke: colour,
        strokeWidth: 2,
        strokeDasharray: dashed[index] ?? "none",
      }),
      Plot.dot([at], { x: toX(SWATCH / 2), y: at, symbol: SYMBOLS[kind], fill: colour, stroke: INK.page, r: 5 }),
      Plot.text([texts[index] ?? ""], {
        x: toX(SWATCH + 7),
        y: at,
        textAnchor: "start",
        fill: INK.text,
        stroke: INK.page,
        strokeWidth: 4,
      }),
    ];
  });
}
