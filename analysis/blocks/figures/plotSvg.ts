import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** Marks are told apart by colour and by shape (design.md). */
export const COLOURS = {
  stated: "var(--stated)",
  implicit: "var(--implicit)",
  both: "var(--both)",
  other: "var(--quiet)",
} as const;
export const SYMBOLS = { stated: "circle", implicit: "diamond", both: "square", other: "triangle" } as const;
export const INK = {
  text: "var(--text)",
  quiet: "var(--quiet)",
  line: "var(--line)",
  surface: "var(--surface)",
  page: "var(--page)",
} as const;

export type Marks = readonly Plot.Markish[];

/** Draws marks as an SVG string without style elements or style attributes, so that it stands under a strict content
 *  policy; colours are the stylesheet's custom properties. Throws RangeError when Plot drew no SVG. */
export function plotSvg(options: Plot.PlotOptions): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const drawn = Plot.plot({ ...options, document });
  const svg = drawn.tagName.toLowerCase() === "svg" ? drawn : drawn.querySelector("svg");
  if (!svg) throw new RangeError("the plot drew no svg");
  for (const element of [...svg.querySelectorAll("style")]) element.remove();
  for (const element of [svg, ...svg.querySelectorAll("[style]")]) moveStyleToAttributes(element);
  for (const element of svg.querySelectorAll("[aria-label]")) element.removeAttribute("aria-label");
  svg.removeAttribute("class");
  svg.setAttribute("font-size", "13");
  svg.setAttribute("font-family", "inherit");
  return withShortNumbers(svg.outerHTML);
}

/** Coordinates to a hundredth of a pixel; texts between the tags stay as they are. */
function withShortNumbers(svg: string): string {
  return svg.replace(/<[^>]+>/g, (tag) =>
    tag.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2)))),
  );
}

/** A style attribute's declarations become presentation attributes, which a content policy allows. */
function moveStyleToAttributes(element: Element): void {
  const style = element.getAttribute("style");
  if (style === null) return;
  element.removeAttribute("style");
  for (const declaration of style.split(";")) {
    const [property, ...value] = declaration.split(":");
    if (property?.trim() && value.length > 0) element.setAttribute(property.trim(), value.join(":").trim());
  }
}
