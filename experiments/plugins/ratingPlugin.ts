import { type JsPsych, type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { ITEM_PLUGIN_VERSION, type ItemPlay, itemData, itemParameters, playItem, simulateItem } from "./itemPlugin.ts";
import { type RatingScale, ratingControl } from "./ratingControl.ts";

const info = {
  name: "saydo-rating",
  version: ITEM_PLUGIN_VERSION,
  parameters: {
    ...itemParameters,
    /** The steps in the order shown: `{value, words?}`. */
    steps: { type: ParameterType.OBJECT, array: true, default: undefined },
    /** `row`: equal cells, words under the first and the last; `column`: one line a step, with its words. */
    layout: { type: ParameterType.STRING, default: "row" },
    /** `digits`: steps show their number and digit keys choose them; `none`. */
    numbers: { type: ParameterType.STRING, default: "digits" },
    low: { type: ParameterType.STRING, default: "" },
    high: { type: ParameterType.STRING, default: "" },
  },
  data: itemData,
} as const;

type Info = typeof info;
type Trial = TrialType<Info>;

/** Asks one item on a rating scale: a group of radio buttons for keyboard, mouse, touch and screen reader. */
export class RatingPlugin implements JsPsychPlugin<Info> {
  static readonly info = info;
  private readonly jsPsych: JsPsych;

  constructor(jsPsych: JsPsych) {
    this.jsPsych = jsPsych;
  }

  trial(display: HTMLElement, trial: Trial, onLoad?: () => void): Promise<void> {
    return playItem(display, this.play(trial, onLoad));
  }

  // biome-ignore lint/complexity/useMaxParams: jsPsych calls it with these four.
  simulate(trial: Trial, mode: string, options: { data?: unknown }, onLoad?: () => void): Promise<void> {
    return simulateItem(this.play(trial, onLoad), { mode, data: options.data });
  }

  private play(trial: Trial, onLoad: (() => void) | undefined): ItemPlay<number> {
    // OBJECT and STRING parameters reach a plugin wider than the control's types.
    const scale = trial as unknown as RatingScale;
    return { jsPsych: this.jsPsych, trial, control: ratingControl(scale), onLoad };
  }
}
