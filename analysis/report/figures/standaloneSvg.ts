import type { Figure } from "../../blocks/figures/figure.ts";
import { typeset } from "../../blocks/numbers.ts";
import { escapeMarkup } from "../escapeMarkup.ts";
import { lightColours } from "../style.ts";
import { wrapLines } from "./wrapLines.ts";

const WIDTHS = { half: 640, full: 1104 } as const;
const MARGIN = 24;
const FONT = "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
const TEXTS = {
  title: { size: 17, line: 23, weight: 650, colour: "--text", letter: 8.6 },
  subtitle: { size: 13, line: 18, weight: 400, colour: "--quiet", letter: 6.3 },
  source: { size: 11.5, line: 16, weight: 400, colour: "--quiet", letter: 5.6 },
} as const;

/** A figure as an SVG document that stands by itself, with title, subtitle and source drawn in. */
export function standaloneSvg(figure: Figure): string {
  const width = WIDTHS[figure.span];
  const title = textBlock(figure.title, "title", { width, top: MARGIN });
  const subtitle = textBlock(figure.subtitle, "subtitle", { width, top: title.bottom + 2 });
  const drawing = figure.draw(width - 2 * MARGIN);
  const height = Number(/height="(\d+)"/.exec(drawing)?.[1] ?? 0);
  const source = textBlock(figure.source, "source", { width, top: subtitle.bottom + 12 + height + 8 });
  const total = source.bottom + MARGIN - 8;
  const placed = drawing.replace(/^<svg/, `<svg x="${MARGIN}" y="${subtitle.bottom + 12}" overflow="visible"`);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" role="img" font-family="${FONT}">`,
    `<title>${escapeMarkup(typeset(figure.title))}</title>`,
    `<desc>${escapeMarkup(`${figure.subtitle} ${figure.description} ${figure.source}`)}</desc>`,
    `<rect width="${width}" height="${total}" fill="var(--page)"/>`,
    `<g color="var(--text)">${title.svg}${subtitle.svg}${placed}${source.svg}</g>`,
    "</svg>\n",
  ].join("");
  return withColours(svg);
}

function textBlock(
  text: string,
  kind: keyof typeof TEXTS,
  { width, top }: { readonly width: number; readonly top: number },
): { readonly svg: string; readonly bottom: number } {
  const { size, line, weight, colour, letter } = TEXTS[kind];
  const lines = wrapLines(typeset(text), Math.floor((width - 2 * MARGIN) / letter));
  const svg = lines
    .map(
      (words, index) =>
        `<text x="${MARGIN}" y="${top + size + index * line}" font-size="${size}" font-weight="${weight}" fill="var(${colour})">${escapeMarkup(words)}</text>`,
    )
    .join("");
  return { svg, bottom: top + lines.length * line };
}

function withColours(svg: string): string {
  return svg.replace(/var\((--[a-z]+)\)/g, (whole, name: string) => lightColours[name] ?? whole);
}
