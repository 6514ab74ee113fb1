import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { adoptLook } from "../adoptLook.ts";
import { showOnFrame } from "../clock/presentation.ts";
import { watchRenderTimes } from "../clock/renderTimes.ts";
import { element } from "../elements.ts";
import { freshId } from "../items/itemElements.ts";
import { type ItemAnswer, recordItem } from "../items/itemRecord.ts";
import { RecordedScreenPlugin } from "../screenPlugin.ts";
import { type Card, drawCards } from "./cards.ts";
import { cardsLook } from "./cardsLook.ts";

const info = {
  name: "saydo-card-choice",
  version: "1.0.0",
  parameters: {
    /** A quiet line above the question; null for none. */
    part: { type: ParameterType.STRING, default: null },
    question: { type: ParameterType.STRING, default: undefined },
    /** What can be taken: `Card`s, in the order shown. */
    cards: { type: ParameterType.OBJECT, array: true, default: undefined },
    continue_label: { type: ParameterType.STRING, default: "Continue" },
    choose_first: { type: ParameterType.STRING, default: "Choose one to continue." },
    /** ms to choose in; then the first press is final. Null = no limit, and a choice can be changed. */
    window_ms: { type: ParameterType.FLOAT, default: null },
    /** Whether the time ran out before, while the page was closed: the screen is not shown again. */
    is_broken: { type: ParameterType.BOOL, default: false },
    record: { type: ParameterType.FUNCTION, default: (made: unknown) => made },
  },
  data: {},
} as const;

/** A card taken, or none in time: `timedOut` then, and `value` null. */
export type CardChoice = Omit<ItemAnswer<string>, "missing"> & { readonly timedOut: boolean };
type Info = typeof info;
type Trial = TrialType<Info>;

/** Asks which card is taken. */
export class CardChoicePlugin extends RecordedScreenPlugin<Trial, CardChoice> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected show(display: HTMLElement, trial: Trial, onLoad: () => void): Promise<CardChoice> {
    return askCard(display, trial, onLoad);
  }
}

type Ending = "chosen" | "late";

async function askCard(display: HTMLElement, trial: Trial, onLoad: () => void): Promise<CardChoice> {
  const windowMs = trial.window_ms ?? null;
  const page = display.ownerDocument;
  const record = recordItem<string>(page);
  if (trial.is_broken) return brokenChoice(record);
  adoptLook(page, cardsLook);
  const renders = watchRenderTimes();
  let end: (how: Ending) => void = () => undefined;
  const ended = new Promise<Ending>((resolve) => {
    end = resolve;
  });
  const screen = drawScreen(trial, {
    onChoice: (value) => {
      record.choose({ value, kind: "new" });
      if (windowMs !== null) end("chosen");
    },
    onSubmit: () => end("chosen"),
  });
  const keys = new AbortController();
  page.addEventListener("keydown", screen.takeKey, { signal: keys.signal });
  const onset = await showOnFrame(() => display.replaceChildren(screen.element));
  screen.focus();
  onLoad();
  const timer = windowMs === null ? undefined : setTimeout(() => end("late"), windowMs);
  const how = await ended;
  clearTimeout(timer);
  keys.abort();
  const renderedAtMs = renders.of(screen.timingId);
  renders.stop();
  const value = how === "late" ? null : (screen.chosen()?.value ?? null);
  const { missing: _, ...made } = record.finish({ ...onset, renderedAtMs }, { value, missing: null });
  return { ...made, timedOut: how === "late" };
}

/** The time of this screen ran while the page was closed: it is over, and nothing was taken. */
function brokenChoice(record: ReturnType<typeof recordItem<string>>): CardChoice {
  const now = performance.now();
  const { missing: _, ...made } = record.finish(
    { drawnAtMs: now, shownAtMs: now, renderedAtMs: null },
    { value: null, missing: null },
  );
  return { ...made, timedOut: true };
}

type Handlers = { readonly onChoice: (value: string | null) => void; readonly onSubmit: () => void };

function drawScreen(trial: Trial, { onChoice, onSubmit }: Handlers) {
  const isTimed = typeof trial.window_ms === "number";
  const { heading, questionId, timingId } = headingOf(trial);
  const foot = footOf(trial);
  const cards = drawCards({
    // OBJECT parameters reach a plugin untyped.
    cards: trial.cards as unknown as readonly Card[],
    labelledBy: questionId,
    press: isTimed ? "first" : "open",
    onChoice: (value) => {
      foot.setReady();
      onChoice(value);
    },
  });
  const part = typeof trial.part === "string" ? [element("p", "saydo-part", [trial.part])] : [];
  const rest = isTimed ? [timeBar(trial.window_ms ?? 0), cards.element] : [cards.element, foot.element];
  const form = element("form", "saydo-item saydo-choosing", [element("div", "", [...part, heading]), ...rest]);
  form.noValidate = true;
  const trySubmit = () => (cards.chosen() === null ? foot.ask() : onSubmit());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isTimed) trySubmit();
  });
  const takeKey = (event: KeyboardEvent) => {
    const { target } = event;
    const isOurs = target instanceof Node && (form.contains(target) || target.contains(form));
    if (!isOurs || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.repeat) return;
    const isCard = target instanceof HTMLElement && target.getAttribute("role") === "radio";
    if (event.key === "Enter" && !isTimed && (isCard || !(target instanceof HTMLButtonElement))) {
      event.preventDefault();
      trySubmit();
    } else if (cards.takeKey(event)) event.preventDefault();
  };
  const focus = () => heading.focus({ preventScroll: true });
  return { element: form, timingId, chosen: cards.chosen, takeKey, focus };
}

function headingOf({ question }: Trial) {
  const [questionId, timingId] = [freshId("card-question"), freshId("card")];
  const words = element("span", "", [question]);
  words.setAttribute("elementtiming", timingId);
  const heading = element("h1", "item-question", [words]);
  heading.id = questionId;
  heading.tabIndex = -1;
  return { heading, questionId, timingId };
}

function footOf(trial: Trial) {
  const hint = element("p", "item-hint", [trial.choose_first ?? ""]);
  hint.id = freshId("card-hint");
  hint.setAttribute("role", "status");
  const submit = element("button", "item-continue", [trial.continue_label ?? ""]);
  submit.type = "submit";
  submit.setAttribute("aria-disabled", "true");
  submit.setAttribute("aria-describedby", hint.id);
  return {
    element: element("div", "item-actions", [hint, submit]),
    setReady: () => {
      submit.setAttribute("aria-disabled", "false");
      hint.textContent = "";
      hint.classList.remove("is-asking");
    },
    ask: () => {
      hint.textContent = trial.choose_first ?? "";
      hint.classList.add("is-asking");
    },
  };
}

/** The time that is left, as a bar that runs out. */
function timeBar(windowMs: number): HTMLElement {
  const left = element("span", "saydo-time-left");
  left.style.animationDuration = `${windowMs}ms`;
  const bar = element("div", "saydo-time", [left]);
  bar.setAttribute("aria-hidden", "true");
  return bar;
}
