import * as Plot from "@observablehq/plot";
import type { Kind } from "../readReport.ts";
import { clip } from "./clip.ts";
import { COLOURS, INK, type Marks, SYMBOLS } from "./plotSvg.ts";

export type KeyEntry = { readonly label: string; readonly kind: Kind };

const LINE_HEIGHT = 19;

/** Names the series in a corner of the frame, each behind its mark. `corner` says which. */
export function keyMarks(entries: readonly KeyEntry[], corner: "bottom-right" | "top-right", longest = 34): Marks {
  const texts = entries.map(({ label }) => clip(label, longest));
  const reach = Math.max(0, ...texts.map((text) => text.length)) * 6.5 + 14;
  return entries.flatMap(({ kind }, index) => {
    const dy = corner === "bottom-right" ? -(entries.length - 1 - index) * LINE_HEIGHT - 12 : index * LINE_HEIGHT + 10;
    return [
      Plot.dot([0], { frameAnchor: corner, dx: -reach - 4, dy, symbol: SYMBOLS[kind], fill: COLOURS[kind], r: 5 }),
      Plot.text([texts[index]], {
        frameAnchor: corner,
        textAnchor: "start",
        dx: -reach + 6,
        dy,
        fill: INK.text,
        lineAnchor: "middle",
      }),
    ];
  });
}
