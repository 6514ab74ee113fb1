import { type JsPsych, type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { ITEM_PLUGIN_VERSION, type ItemPlay, itemData, itemParameters, playItem, simulateItem } from "./itemPlugin.ts";
import { textControl } from "./textControl.ts";

const info = {
  name: "saydo-text",
  version: ITEM_PLUGIN_VERSION,
  parameters: {
    ...itemParameters,
    /** Fewer characters are no answer yet. */
    minimum_characters: { type: ParameterType.INT, default: 1 },
    maximum_characters: { type: ParameterType.INT, default: 2000 },
    too_short: { type: ParameterType.STRING, default: "Please write a little more." },
  },
  data: itemData,
} as const;

type Info = typeof info;
type Trial = TrialType<Info>;

/** Asks for an answer in the participant's own words. */
export class TextPlugin implements JsPsychPlugin<Info> {
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

  private play(trial: Trial, onLoad: (() => void) | undefined): ItemPlay<string> {
    const control = textControl({
      minimumCharacters: trial.minimum_characters ?? 0,
      maximumCharacters: trial.maximum_characters ?? 0,
      tooShort: trial.too_short ?? "",
    });
    return { jsPsych: this.jsPsych, trial, control, onLoad };
  }
}
