import { type JsPsych, type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { type ChoiceList, choiceControl } from "./choiceControl.ts";
import { ITEM_PLUGIN_VERSION, type ItemPlay, itemData, itemParameters, playItem, simulateItem } from "./itemPlugin.ts";

const info = {
  name: "saydo-choice",
  version: ITEM_PLUGIN_VERSION,
  parameters: {
    ...itemParameters,
    /** What can be chosen, in the order shown: `{value, label}`. */
    options: { type: ParameterType.OBJECT, array: true, default: undefined },
    /** The most that may be chosen. */
    maximum: { type: ParameterType.INT, default: 1 },
    /** Values that exclude all others, such as "none of these". */
    alone: { type: ParameterType.STRING, array: true, default: [] },
  },
  data: itemData,
} as const;

type Info = typeof info;
type Trial = TrialType<Info>;

/** Asks for one or several of a list. */
export class ChoicePlugin implements JsPsychPlugin<Info> {
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

  private play(trial: Trial, onLoad: (() => void) | undefined): ItemPlay<readonly string[]> {
    // OBJECT parameters reach a plugin wider than the control's types.
    const list = trial as unknown as ChoiceList;
    return { jsPsych: this.jsPsych, trial, control: choiceControl(list), onLoad };
  }
}
