import type { ShownStimulus } from "../measures/implicit/stimuli.ts";

/** How a label or stimulus is told apart: by colour and, so that colour is never needed, by underline. */
export type Style = "target" | "attribute" | "plain";
/** A word, a picture, or a drawn sign (`path`: an SVG path in a square of 100 by 100), on a card or not. */
export type StyledStimulus = ShownStimulus & {
  readonly style: Style;
  readonly path?: string;
  readonly frame?: "portrait" | "landscape";
};
export type Label = { readonly text: string; readonly style: Style };

/** An element with a class and children; text is always set as text, never parsed as HTML. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** The labels of one side, with the word for "or" between them. */
export function labelElements(labels: readonly Label[], or: string): readonly HTMLElement[] {
  return labels.flatMap(({ text, style }, index) => {
    const label = element("span", `saydo-label saydo-${style}`, [text]);
    return index === 0 ? [label] : [element("span", "saydo-or", [or]), label];
  });
}

let painted = 0;

/** A word or picture to judge, marked so that the browser reports when it was put on the screen. */
export function stimulusElement(stimulus: StyledStimulus): {
  readonly node: HTMLElement | SVGElement;
  readonly timingId: string;
} {
  painted += 1;
  const timingId = `saydo-stimulus-${painted}`;
  const node = stimulusNode(stimulus);
  node.classList.add("saydo-stimulus", `saydo-${stimulus.style}`);
  node.setAttribute("elementtiming", timingId);
  if (stimulus.frame === undefined) return { node, timingId };
  return { node: element("div", `saydo-card saydo-${stimulus.frame}`, [node]), timingId };
}

function stimulusNode({ text, image, path }: StyledStimulus): HTMLElement | SVGElement {
  if (path !== undefined) return sign(path);
  return image === null ? element("span", "", [text]) : picture(image, text);
}

const SVG = "http://www.w3.org/2000/svg";

function sign(path: string): SVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 100 100");
  drawing.setAttribute("class", "saydo-sign");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

function picture(source: string, text: string): HTMLImageElement {
  const image = element("img", "");
  image.src = source;
  image.alt = text;
  image.draggable = false;
  return image;
}

const keyNames: Readonly<Record<string, string>> = { " ": "␣", arrowup: "↑", arrowdown: "↓" };

/** A key as its cap looks. */
export function keyCap(key: string): HTMLElement {
  const className = key === " " ? "saydo-key saydo-key-wide" : "saydo-key";
  return element("kbd", className, [keyNames[key] ?? key.toUpperCase()]);
}
