import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { pauseFrames, showOnFrame } from "../clock/presentation.ts";
import { element } from "../elements.ts";
import type { Observed } from "../recordedBody.ts";
import { ScreenPlugin } from "../screenPlugin.ts";
import { recordItem } from "./itemRecord.ts";

const info = {
  name: "saydo-statement",
  version: "1.0.0",
  parameters: {
    title: { type: ParameterType.STRING, default: undefined },
    /** Each a paragraph; a function is asked for them once the page is shown, and `waiting` stands there meanwhile. */
    paragraphs: { type: ParameterType.FUNCTION, default: undefined },
    waiting: { type: ParameterType.STRING, default: "" },
    button: { type: ParameterType.STRING, default: undefined },
    /** A second, quiet button; null for none. */
    other: { type: ParameterType.STRING, default: null },
    /** Makes the row of what was read and pressed; nothing is stored when absent. */
    record: { type: ParameterType.FUNCTION, default: null },
  },
  data: {},
} as const;

/** How a statement was left. */
export type Read = {
  readonly pressed: "button" | "other";
  readonly latencyMs: number;
  readonly observed: Observed;
};
type Info = typeof info;
type Trial = TrialType<Info>;
type Texts = () => readonly string[] | Promise<readonly string[]>;
/** A press that was meant for the screen before must not skip what stands here. */
const SETTLE_MS = 250;

/** A page of sentences with one button, or two; Enter presses the first. What it says may have to be waited for. */
export class StatementPlugin extends ScreenPlugin<Trial, Read | undefined> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected async show(display: HTMLElement, trial: Trial, onLoad: () => void): Promise<Read> {
    const title = element("h1", "item-question", [trial.title]);
    title.tabIndex = -1;
    const text = element("div", "saydo-said-text", [element("p", "saydo-text", [trial.waiting ?? ""])]);
    text.setAttribute("role", "status");
    const button = wideButton(trial.button, "item-continue");
    const other = typeof trial.other === "string" ? wideButton(trial.other, "button quiet") : null;
    const foot = element("div", "item-actions", [...(other ? [other] : []), button]);
    const page = element("div", "saydo-item", [title, text, foot]);
    const record = recordItem(display.ownerDocument);
    const onset = await showOnFrame(() => display.replaceChildren(page));
    title.focus({ preventScroll: true });
    onLoad();
    const paragraphs = await (trial.paragraphs as unknown as Texts)();
    text.replaceChildren(...paragraphs.map((paragraph) => element("p", "saydo-text", [paragraph])));
    await pauseFrames(SETTLE_MS);
    const pressed = await pressOn(page, button, other);
    const { latencyMs, observed } = record.finish({ ...onset, renderedAtMs: null }, { value: null, missing: null });
    return { pressed, latencyMs, observed };
  }

  /** Nothing where nobody was asked to keep what was read. */
  protected override rowOf(trial: Trial, read: Read | undefined): object {
    // FUNCTION parameters reach a plugin untyped.
    const record = trial.record as unknown as ((read: Read) => object) | null;
    return read === undefined || record === null ? {} : record(read);
  }
}

function wideButton(label: string, className: string): HTMLButtonElement {
  const button = element("button", className, [label]);
  button.type = "button";
  button.disabled = true;
  return button;
}

function pressOn(
  page: HTMLElement,
  button: HTMLButtonElement,
  other: HTMLButtonElement | null,
): Promise<Read["pressed"]> {
  button.disabled = false;
  if (other) other.disabled = false;
  return new Promise((resolve) => {
    const listening = new AbortController();
    const end = (pressed: Read["pressed"]) => {
      listening.abort();
      resolve(pressed);
    };
    const { signal } = listening;
    button.addEventListener("click", () => end("button"), { signal });
    other?.addEventListener("click", () => end("other"), { signal });
    page.ownerDocument.addEventListener(
      "keydown",
      (event) => {
        const isPlain = event.key === "Enter" && !event.repeat && !event.ctrlKey && !event.altKey && !event.metaKey;
        if (!isPlain || event.target instanceof HTMLButtonElement || event.defaultPrevented) return;
        event.preventDefault();
        end("button");
      },
      { signal },
    );
  });
}
