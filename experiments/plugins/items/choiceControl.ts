import type { ItemControl, MakeControl } from "./itemControl.ts";
import { element, freshId } from "./itemElements.ts";

export type ChoiceOption = { readonly value: string; readonly label: string };

export type ChoiceList = {
  readonly options: readonly ChoiceOption[];
  /** The most that may be chosen; 1 makes a group of radio buttons, more a group of checkboxes. */
  readonly maximum: number;
  /** Options that stand alone, such as "none of these": choosing one takes back the others. */
  readonly alone: readonly string[];
};

/** A list of which one or several are chosen, each a line to press. At the maximum the rest wait until one is taken
 *  back. The value is the chosen options in the order of the list. */
export function choiceControl(list: ChoiceList): MakeControl<readonly string[]> {
  return (events) => {
    const type = list.maximum === 1 ? "radio" : "checkbox";
    const name = freshId("choice");
    const lines = list.options.map(({ value, label }) => {
      const input = element("input", { type, name, value, class: "choice-input" });
      const mark = element("span", { class: `choice-mark choice-${type}`, "aria-hidden": "true" });
      const words = element("span", { class: "choice-words" }, label);
      return { value, input, label: element("label", { class: "choice" }, input, mark, words) };
    });
    const group = element("div", { class: "choices" }, ...lines.map(({ label }) => label));
    const chosen = () => lines.filter(({ input }) => input.checked).map(({ value }) => value);
    const limit = () => {
      const isFull =
        type === "checkbox" && chosen().filter((value) => !list.alone.includes(value)).length >= list.maximum;
      for (const { input, value } of lines) input.disabled = isFull && !input.checked && !list.alone.includes(value);
    };
    for (const line of lines) {
      line.input.addEventListener("change", () => {
        if (line.input.checked) standAlone(lines, line.value, list.alone);
        limit();
        const values = chosen();
        events.onChoice({ value: values.length === 0 ? null : values, kind: "new" });
      });
    }
    return choiceBehaviour({ group, lines, chosen, limit });
  };
}

type Line = { readonly value: string; readonly input: HTMLInputElement };

function standAlone(lines: readonly Line[], value: string, alone: readonly string[]): void {
  const isAlone = alone.includes(value);
  for (const { input, value: other } of lines) {
    if (other !== value && (isAlone || alone.includes(other))) input.checked = false;
  }
}

type Drawn = {
  readonly group: HTMLElement;
  readonly lines: readonly Line[];
  readonly chosen: () => readonly string[];
  readonly limit: () => void;
};

function choiceBehaviour({ group, lines, chosen, limit }: Drawn): ItemControl<readonly string[]> {
  const clear = () => {
    for (const { input } of lines) input.checked = false;
    limit();
  };
  return {
    element: group,
    held: () => (chosen().length === 0 ? { state: "empty" } : { state: "answered", value: chosen() }),
    clear,
    focus: () => lines[0]?.input.focus(),
    give: (values) => {
      clear();
      for (const { input, value } of lines) if (values.includes(value)) input.click();
    },
  };
}
