import type { Choice, ControlEvents, Held, ItemControl, MakeControl } from "./itemControl.ts";
import { element, freshId } from "./itemElements.ts";
import type { Missing } from "./itemRecord.ts";

/** Everything an item's screen says, in the participant's language. */
export type ItemWords = {
  readonly question: string;
  readonly help?: string;
  readonly picture?: string;
  readonly continue: string;
  /** Why the button does not continue yet. */
  readonly chooseFirst: string;
  /** Ways to pass on without a value, each with its label. */
  readonly escapes: readonly { readonly missing: Missing; readonly label: string }[];
};

export type ItemForm<Value> = {
  readonly element: HTMLFormElement;
  readonly control: ItemControl<Value>;
  /** Names the question to the browser's element timing. */
  readonly timingId: string;
  readonly given: () => { readonly value: Value | null; readonly missing: Missing | null };
  readonly takeKey: (event: KeyboardEvent) => void;
  readonly focus: () => void;
};

export type ItemFormOptions<Value> = {
  readonly words: ItemWords;
  readonly control: MakeControl<Value>;
  readonly onChoice: (choice: Choice<Value>) => void;
  readonly onTyping: () => void;
  readonly onSubmit: () => void;
};

/** Draws one item: question, control, ways to pass on, and one button. The button always answers a press: without an
 *  answer it says what is missing, and stands in `aria-disabled` so that it can be reached and heard. */
export function drawItem<Value>(options: ItemFormOptions<Value>): ItemForm<Value> {
  const { words } = options;
  const frame = drawFrame(words);
  const escapes = drawEscapes(words);
  const events: ControlEvents<Value> = {
    onChoice: (choice) => {
      if (choice.value !== null) escapes.untick();
      options.onChoice(choice);
      refresh();
    },
    onTyping: () => {
      escapes.untick();
      options.onTyping();
      refresh();
    },
  };
  const control = options.control(events, frame.questionId);
  frame.group.append(control.element, ...escapes.elements);

  const state = (): Held<Value> | { readonly state: "missing" } =>
    escapes.missing() === null ? control.held() : { state: "missing" };
  const isReady = () => state().state === "answered" || state().state === "missing";
  const refresh = () => {
    frame.setReady(isReady() ? "ready" : "waiting");
    control.mark?.(null);
  };
  escapes.onTick(() => {
    if (escapes.missing() !== null) control.clear();
    options.onChoice({ value: null, kind: "new" });
    refresh();
  });
  frame.form.addEventListener("submit", (event) => {
    event.preventDefault();
    control.settle?.();
    if (isReady()) return options.onSubmit();
    const held = control.held();
    frame.complain(held.state === "unfit" ? held.message : words.chooseFirst);
    control.mark?.(frame.hintId);
    control.focus();
    return frame.showHint();
  });
  refresh();

  const given = () => {
    const held = control.held();
    const missing = escapes.missing();
    return { value: missing === null && held.state === "answered" ? held.value : null, missing };
  };
  const takeKey = keyTaker(frame.form, control);
  return { element: frame.form, control, timingId: frame.timingId, given, takeKey, focus: frame.focus };
}

function drawFrame(words: ItemWords) {
  const hintId = freshId("item-hint");
  const questionId = freshId("item-question");
  const timingId = freshId("item");
  const heading = element(
    "h1",
    { class: "item-question", id: questionId, tabindex: "-1" },
    element("span", { elementtiming: timingId }, words.question),
  );
  const help = words.help ? [element("p", { class: "item-help" }, words.help)] : [];
  const picture = words.picture ? [element("img", { class: "item-picture", src: words.picture, alt: "" })] : [];
  const group = element("fieldset", { class: "item-group" }, element("legend", {}, heading), ...help);
  const hint = element("p", { class: "item-hint", id: hintId, role: "status" }, words.chooseFirst);
  const button = element("button", { class: "item-continue", type: "submit", "aria-describedby": hintId });
  button.textContent = words.continue;
  const actions = element("div", { class: "item-actions" }, hint, button);
  const form = element("form", { class: "saydo-item", novalidate: "" }, ...picture, group, actions);
  return {
    form,
    group,
    hintId,
    questionId,
    timingId,
    focus: () => heading.focus({ preventScroll: true }),
    setReady: (state: "ready" | "waiting") => {
      button.setAttribute("aria-disabled", state === "ready" ? "false" : "true");
      hint.textContent = state === "ready" ? "" : words.chooseFirst;
      hint.classList.remove("is-asking");
    },
    showHint: () => hint.scrollIntoView?.({ block: "nearest" }),
    complain: (message: string) => {
      hint.textContent = message;
      hint.classList.add("is-asking");
    },
  };
}

function drawEscapes(words: ItemWords) {
  const boxes = words.escapes.map(({ missing, label }) => {
    const box = element("input", { type: "checkbox", class: "item-escape-box" });
    return { missing, box, label: element("label", { class: "item-escape" }, box, element("span", {}, label)) };
  });
  const untick = () => {
    for (const { box } of boxes) box.checked = false;
  };
  return {
    elements: boxes.map(({ label }) => label),
    missing: () => boxes.find(({ box }) => box.checked)?.missing ?? null,
    untick,
    onTick: (then: () => void) => {
      for (const { box } of boxes) {
        box.addEventListener("change", () => {
          const isTicked = box.checked;
          untick();
          box.checked = isTicked;
          then();
        });
      }
    },
  };
}

/** Keys count wherever the focus is, except in other controls of the page, such as its menu. */
function keyTaker<Value>(form: HTMLFormElement, control: ItemControl<Value>): (event: KeyboardEvent) => void {
  return (event) => {
    const target = event.target;
    const isOurs = target instanceof Node && (form.contains(target) || target.contains(form));
    if (!isOurs || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.key === "Enter") return takeEnter(event, form);
    if (control.takesKey?.(event) === true) event.preventDefault();
  };
}

/** A held Enter must not continue twice; in a text of several lines Enter is a new line. */
function takeEnter(event: KeyboardEvent, form: HTMLFormElement): void {
  if (event.target instanceof HTMLTextAreaElement) return;
  if (event.target instanceof HTMLButtonElement && !event.repeat) return;
  event.preventDefault();
  if (!event.repeat) form.requestSubmit();
}
