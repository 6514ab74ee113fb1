import { randomStream } from "../../../random/randomStream.ts";

const GRID = [15, 32.5, 50, 67.5, 85] as const;
const STROKES = 5;
const STREAM = 77;

/** An abstract sign no language uses: a few strokes and arcs between points of a grid, as an SVG path. The same number
 *  always gives the same sign, different numbers practically never do. */
export function glyph(number: number): string {
  const random = randomStream(number, STREAM);
  const point = () => [GRID[random.below(GRID.length)]!, GRID[random.below(GRID.length)]!] as const;
  const stroke = () => {
    const [x1, y1] = point();
    const [x2, y2] = point();
    const [cx, cy] = point();
    const isShort = Math.hypot(x2 - x1, y2 - y1) < 20;
    return isShort ? `M${x1} ${y1}q${cx - 50} ${cy - 50} 26 18` : `M${x1} ${y1}Q${cx} ${cy} ${x2} ${y2}`;
  };
  return Array.from({ length: STROKES }, stroke).join("");
}

/** A dense tangle that covers any glyph: the mask. */
export function maskGlyph(): string {
  const random = randomStream(0, STREAM + 1);
  const at = () => 5 + random.below(90);
  return Array.from({ length: 60 }, () => `M${at()} ${at()}L${at()} ${at()}`).join("");
}
