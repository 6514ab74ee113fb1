import type { ShownStimulus } from "../measures/implicit/stimuli.ts";

/** How a label or stimulus is told apart: by colour and, so that colour is never needed, by underline. */
export type Style = "target" | "attribute" | "plain";
export type StyledStimulus = ShownStimulus & { readonly style: Style };
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
export function stimulusElement(stimulus: StyledStimulus): { readonly node: HTMLElement; readonly timingId: string } {
  painted += 1;
  const timingId = `saydo-stimulus-${painted}`;
  const node = stimulus.image === null ? element("span", "", [stimulus.text]) : picture(stimulus.image, stimulus.text);
  node.classList.add("saydo-stimulus", `saydo-${stimulus.style}`);
  node.setAttribute("elementtiming", timingId);
  return { node, timingId };
}

function picture(source: string, text: string): HTMLImageElement {
  const image = element("img", "");
  image.src = source;
  image.alt = text;
  image.draggable = false;
  return image;
}

/** A key as its cap looks. */
export function keyCap(key: string): HTMLElement {
  return element("kbd", "saydo-key", [key === " " ? "␣" : key.toUpperCase()]);
}
