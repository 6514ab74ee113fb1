import { initJsPsych, type JsPsych } from "jspsych";

/** Starts a timeline on an empty page and waits until its first item is drawn. */
export async function openItems(timeline: Parameters<JsPsych["run"]>[0]) {
  document.body.replaceChildren();
  const jsPsych = initJsPsych();
  const finished = jsPsych.run(timeline);
  await drawn();
  return {
    rows: async () => {
      await finished;
      return jsPsych.data.get().values();
    },
  };
}

/** Resolves once an item's question stands on the page. */
export async function drawn(): Promise<void> {
  for (let frame = 0; frame < 200; frame += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (document.querySelector(".item-question") !== null && document.activeElement !== document.body) return;
  }
  throw new Error("no item was drawn");
}

/** Presses keys one after another on what has the focus, as a keyboard does. */
export function press(...keys: readonly string[]): void {
  for (const key of keys) {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
}

/** Clicks the element a selector finds. */
export function click(selector: string): void {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`nothing on the page matches ${selector}`);
  found.dispatchEvent(new PointerEvent("pointerdown", { pointerType: "touch", bubbles: true }));
  found.click();
}

/** The text of the first element a selector finds. */
export function textOf(selector: string): string {
  return document.querySelector(selector)?.textContent ?? "";
}

/** Types a text into the field a selector finds, replacing what it held. */
export function write(selector: string, text: string): void {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
  if (field === null) throw new Error(`nothing on the page matches ${selector}`);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
