import { type JsPsych, ParameterType } from "jspsych";
import type { MakeControl } from "./itemControl.ts";
import type { ItemWords } from "./itemForm.ts";
import type { ItemAnswer } from "./itemRecord.ts";
import { askItem } from "./itemScreen.ts";

export const ITEM_PLUGIN_VERSION = "1.0.0";

/** Parameters every item plugin has. */
export const itemParameters = {
  /** The question, plain text. */
  question: { type: ParameterType.STRING, default: undefined },
  /** A quiet line below the question; null for none. */
  help: { type: ParameterType.STRING, default: null },
  /** Address of a picture above the question; null for none. */
  picture: { type: ParameterType.STRING, default: null },
  /** The one button. */
  continue_label: { type: ParameterType.STRING, default: "Continue" },
  /** Why the button does not continue yet. */
  choose_first: { type: ParameterType.STRING, default: "Choose an answer to continue." },
  /** Ways to pass on without a value: `{missing: "declined" | "notApplicable", label}`. */
  escapes: { type: ParameterType.OBJECT, array: true, default: [] },
  /** Makes the jsPsych row from the answer; the answer itself when absent. */
  record: { type: ParameterType.FUNCTION, default: (answer: unknown) => answer },
} as const;

/** What every item plugin leaves in its jsPsych row beside what `record` makes. */
export const itemData = {
  /** Latency as jsPsych counts it, whole ms. */
  rt: { type: ParameterType.INT },
  /** The answer; null when there is none. */
  response: { type: ParameterType.COMPLEX },
} as const;

/** Item parameters as they reach a plugin. */
export type ItemTrial = {
  readonly question: string;
  readonly help?: string | null;
  readonly picture?: string | null;
  readonly continue_label?: string;
  readonly choose_first?: string;
  readonly escapes?: unknown;
  readonly record?: unknown;
};

export function itemWords(trial: ItemTrial): ItemWords {
  return {
    question: trial.question,
    ...(trial.help ? { help: trial.help } : {}),
    ...(trial.picture ? { picture: trial.picture } : {}),
    continue: trial.continue_label ?? "",
    chooseFirst: trial.choose_first ?? "",
    // OBJECT parameters reach a plugin untyped.
    escapes: trial.escapes as ItemWords["escapes"],
  };
}

/** Ends the trial with the answer and what the timeline makes of it. */
export function finishItem<Value>(jsPsych: JsPsych, trial: ItemTrial, answer: ItemAnswer<Value>): void {
  // The FUNCTION parameter is untyped; what it returns becomes the row.
  const record = trial.record as (answer: ItemAnswer<Value>) => object;
  jsPsych.finishTrial({ rt: answer.observed.rt, response: answer.value, ...record(answer) });
}

export type ItemPlay<Value> = {
  readonly jsPsych: JsPsych;
  readonly trial: ItemTrial;
  readonly control: MakeControl<Value>;
  readonly onLoad: (() => void) | undefined;
};

/** Asks the item and ends the trial with the answer. */
export async function playItem<Value>(display: HTMLElement, play: ItemPlay<Value>): Promise<void> {
  const { jsPsych, trial, control, onLoad } = play;
  const answer = await askItem(display, { words: itemWords(trial), control, onShown: () => onLoad?.() });
  finishItem(jsPsych, trial, answer);
}

/** Without a person at the screen: `data-only` ends at once with the simulated answer; `visual` draws the item, gives
 *  the answer and continues as a participant would. Simulated data are `{answer}`, a whole ItemAnswer. */
export async function simulateItem<Value>(
  play: ItemPlay<Value>,
  how: { readonly mode: string; readonly data: unknown },
): Promise<void> {
  const { jsPsych, trial, control, onLoad } = play;
  // jsPsych types simulated data loosely; the timeline that set them made a whole answer.
  const { answer } = how.data as { readonly answer: ItemAnswer<Value> };
  if (how.mode === "data-only") {
    onLoad?.();
    return finishItem(jsPsych, trial, answer);
  }
  await askItem<Value>(jsPsych.getDisplayElement(), {
    words: itemWords(trial),
    control,
    onShown: (shown, form) => {
      onLoad?.();
      if (answer.value !== null) shown.give(answer.value);
      else form.querySelector<HTMLInputElement>(".item-escape-box")?.click();
      form.requestSubmit();
    },
  });
  return finishItem(jsPsych, trial, answer);
}
