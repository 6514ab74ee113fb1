import type { ControlEvents, ItemControl, MakeControl } from "../items/itemControl.ts";
import { element, freshId } from "../items/itemElements.ts";
import { ratingKeys } from "./ratingKeys.ts";

/** One step of a rating scale; `words` says it beside or instead of its number. */
export type RatingStep = { readonly value: number; readonly words?: string };

export type RatingScale = {
  /** In the order shown. */
  readonly steps: readonly RatingStep[];
  /** `row`: equal cells with words under the first and the last. `column`: one line a step, with its words. */
  readonly layout: "row" | "column";
  /** `digits` shows each step's number and lets the digit keys choose it. */
  readonly numbers: "digits" | "none";
  readonly low: string;
  readonly high: string;
};

type Cell = { readonly step: RatingStep; readonly input: HTMLInputElement; readonly label: HTMLLabelElement };

/** A rating scale as a group of radio buttons: arrow keys, digit keys, Home and End, mouse, touch, screen reader.
 *  Nothing is chosen at first, and 0 is a value like any other. */
export function ratingControl(scale: RatingScale): MakeControl<number> {
  return (events) => {
    const ends = drawEnds(scale);
    const cells = drawCells(scale, ends);
    const group = element("div", { class: `rating rating-${scale.layout}` });
    group.style.setProperty("--cells", String(cells.length));
    group.style.setProperty("--cells-narrow", String(Math.ceil(cells.length / 2)));
    group.append(...cells.map(({ label }) => label), ...(scale.layout === "row" ? [ends.low, ends.high] : []));
    return ratingBehaviour({ group, cells, scale, events });
  };
}

function drawEnds({ low, high }: RatingScale) {
  const end = (text: string, name: string) =>
    element("span", { class: `rating-end rating-${name}`, id: freshId("rating-end"), "aria-hidden": "true" }, text);
  return { low: end(low, "low"), high: end(high, "high") };
}

function drawCells({ steps, layout, numbers }: RatingScale, ends: ReturnType<typeof drawEnds>): readonly Cell[] {
  const name = freshId("rating");
  return steps.map((step, index) => {
    const input = element("input", { type: "radio", name, value: String(step.value), class: "rating-input" });
    const end = index === 0 ? ends.low : index === steps.length - 1 ? ends.high : null;
    if (layout === "row" && end !== null) input.setAttribute("aria-describedby", end.id);
    const number = numbers === "digits" ? [element("span", { class: "rating-number" }, String(step.value))] : [];
    const words = layout === "column" ? [element("span", { class: "rating-words" }, step.words ?? "")] : [];
    return { step, input, label: element("label", { class: "rating-cell" }, input, ...number, ...words) };
  });
}

type Drawn = {
  readonly group: HTMLElement;
  readonly cells: readonly Cell[];
  readonly scale: RatingScale;
  readonly events: ControlEvents<number>;
};

function ratingBehaviour({ group, cells, scale, events }: Drawn): ItemControl<number> {
  const chosen = () => cells.find(({ input }) => input.checked) ?? null;
  const choose = (cell: Cell, kind: "new" | "amends") => {
    if (cell.input.checked) return;
    cell.input.checked = true;
    cell.input.focus();
    events.onChoice({ value: cell.step.value, kind });
  };
  for (const { input, step } of cells) {
    input.addEventListener("change", () => events.onChoice({ value: step.value, kind: "new" }));
  }
  const valuesOf = cells.map(({ step }) => step.value);
  const keys = ratingKeys({ values: valuesOf, digits: scale.numbers === "digits" ? "choose" : "ignore" });
  return {
    element: group,
    held: () => {
      const cell = chosen();
      return cell === null ? { state: "empty" } : { state: "answered", value: cell.step.value };
    },
    clear: () => {
      for (const { input } of cells) input.checked = false;
    },
    focus: () => (chosen() ?? cells[0])?.input.focus(),
    give: (value) => cells.find(({ step }) => step.value === value)?.input.click(),
    takesKey: (event) => {
      const meant = keys(event, chosen()?.step.value ?? null);
      const cell = cells.find(({ step }) => step.value === meant?.value);
      if (meant === null || cell === undefined) return false;
      choose(cell, meant.kind);
      return true;
    },
  };
}
