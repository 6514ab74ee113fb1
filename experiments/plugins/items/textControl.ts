import type { MakeControl } from "./itemControl.ts";
import { element } from "./itemElements.ts";

export type TextField = {
  /** Fewer characters are no answer yet. */
  readonly minimumCharacters: number;
  readonly maximumCharacters: number;
  /** What is said when there are too few. */
  readonly tooShort: string;
};

/** A field for an answer in the participant's own words. The value is the text without spaces around it. */
export function textControl(field: TextField): MakeControl<string> {
  return (events, questionId) => {
    const area = element("textarea", {
      class: "entry text-area",
      rows: "6",
      maxlength: String(field.maximumCharacters),
      "aria-labelledby": questionId,
    });
    area.addEventListener("input", events.onTyping);
    const written = () => area.value.trim();
    return {
      element: area,
      held: () => {
        const value = written();
        if (value.length >= field.minimumCharacters) return { state: "answered", value };
        return value === "" ? { state: "empty" } : { state: "unfit", message: field.tooShort };
      },
      clear: () => {
        area.value = "";
      },
      focus: () => area.focus(),
      give: (value) => {
        area.value = value;
        area.dispatchEvent(new Event("input", { bubbles: true }));
      },
      takesKey: (event) => {
        if (event.key.length === 1 && event.target !== area) area.focus();
        return false;
      },
      mark: (messageId) => markInvalid(area, messageId),
    };
  };
}

/** Marks a field whose content is no answer and ties it to the message that says why. */
export function markInvalid(field: HTMLElement, messageId: string | null): void {
  if (messageId === null) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  } else {
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", messageId);
  }
}
