import type { Held, MakeControl } from "../items/itemControl.ts";
import { element } from "../items/itemElements.ts";
import { markInvalid } from "../items/textControl.ts";
import { readNumber } from "./readNumber.ts";

export type NumberField = {
  /** What stands before and after the field, such as a currency; empty for nothing. */
  readonly before: string;
  readonly after: string;
  readonly lowest: number;
  readonly highest: number;
  /** `whole` takes whole numbers only. */
  readonly kind: "whole" | "decimal";
  /** What is said when the field holds no number, or one out of range. */
  readonly notANumber: string;
  readonly outOfRange: string;
  /** What the field holds at first: an earlier answer of the same person, asked to look again. */
  readonly earlier: string;
};

/** A field for a number. What cannot be read as one number is asked for again, never guessed. */
export function numberControl(field: NumberField): MakeControl<number> {
  return (events, questionId) => {
    const input = numberInput(field, questionId);
    const affix = (text: string) => (text ? [element("span", { class: "number-affix" }, text)] : []);
    let recorded: number | null = null;
    const settle = () => {
      const held = heldBy(field, input.value);
      if (held.state !== "answered" || held.value === recorded) return;
      recorded = held.value;
      events.onChoice({ value: held.value, kind: "new" });
    };
    input.addEventListener("input", events.onTyping);
    input.addEventListener("change", settle);
    return {
      element: element("div", { class: "entry number" }, ...affix(field.before), input, ...affix(field.after)),
      held: () => heldBy(field, input.value),
      clear: () => {
        input.value = "";
        recorded = null;
      },
      focus: () => input.focus(),
      give: (value) => {
        input.value = String(value);
        input.dispatchEvent(new Event("input", { bubbles: true }));
      },
      takesKey: (event) => {
        if (event.key.length === 1 && event.target !== input) input.focus();
        return false;
      },
      mark: (messageId) => markInvalid(input, messageId),
      settle,
    };
  };
}

function numberInput(field: NumberField, questionId: string): HTMLInputElement {
  return element("input", {
    class: "number-input",
    type: "text",
    inputmode: field.kind === "whole" ? "numeric" : "decimal",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "16",
    value: field.earlier,
    "aria-labelledby": questionId,
  });
}

function heldBy(field: NumberField, written: string): Held<number> {
  if (written.trim() === "") return { state: "empty" };
  const value = readNumber(written);
  if (value === null || (field.kind === "whole" && !Number.isInteger(value))) {
    return { state: "unfit", message: field.notANumber };
  }
  if (value < field.lowest || value > field.highest) return { state: "unfit", message: field.outOfRange };
  return { state: "answered", value };
}
