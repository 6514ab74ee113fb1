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
type ItemTrial = {
  readonly question: string;
  readonly help?: string | null;
  readonly picture?: string | null;
  readonly continue_label?: string;
  readonly choose_first?: string;
  readonly escapes?: unknown;
  readonly record?: unknown;
};

/** What jsPsych calls: asks the item, by a person or in a simulation, and ends the trial with the answer. Each plugin adds
 *  its `info` and its control. */
export abstract class ItemPlugin<Trial extends ItemTrial, Value> {
  private readonly jsPsych: JsPsych;

  constructor(jsPsych: JsPsych) {
    this.jsPsych = jsPsych;
  }

  protected abstract controlOf(trial: Trial): MakeControl<Value>;

  async trial(display: HTMLElement, trial: Trial, onLoad?: () => void): Promise<void> {
    const screen = { words: itemWords(trial), control: this.controlOf(trial), onShown: () => onLoad?.() };
    this.finish(trial, await askItem(display, screen));
  }

  /** Without a person at the screen: `data-only` ends at once with the simulated answer; `visual` draws the item, gives
   *  the answer and continues as a participant would. Simulated data are `{answer}`, a whole ItemAnswer. */
  // biome-ignore lint/complexity/useMaxParams: jsPsych calls it with these four.
  async simulate(trial: Trial, mode: string, options: { data?: unknown }, onLoad?: () => void): Promise<void> {
    // jsPsych types simulated data loosely; the timeline that set them made a whole answer.
    const { answer } = options.data as { readonly answer: ItemAnswer<Value> };
    if (mode === "data-only") onLoad?.();
    else await this.answerOnScreen(trial, answer, onLoad);
    this.finish(trial, answer);
  }

  private async answerOnScreen(trial: Trial, answer: ItemAnswer<Value>, onLoad?: () => void): Promise<void> {
    await askItem<Value>(this.jsPsych.getDisplayElement(), {
      words: itemWords(trial),
      control: this.controlOf(trial),
      onShown: (shown, form) => {
        onLoad?.();
        if (answer.value !== null) shown.give(answer.value);
        else form.querySelector<HTMLInputElement>(".item-escape-box")?.click();
        form.requestSubmit();
      },
    });
  }

  private finish(trial: Trial, answer: ItemAnswer<Value>): void {
    // The FUNCTION parameter is untyped; what it returns becomes the row.
    const record = trial.record as (answer: ItemAnswer<Value>) => object;
    this.jsPsych.finishTrial({ rt: answer.observed.rt, response: answer.value, ...record(answer) });
  }
}

function itemWords(trial: ItemTrial): ItemWords {
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
