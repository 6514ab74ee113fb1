import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import type { MakeControl } from "./itemControl.ts";
import { ITEM_PLUGIN_VERSION, ItemPlugin, itemData, itemParameters } from "./itemPlugin.ts";
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
export class TextPlugin extends ItemPlugin<Trial, string> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected controlOf(trial: Trial): MakeControl<string> {
    return textControl({
      minimumCharacters: trial.minimum_characters ?? 0,
      maximumCharacters: trial.maximum_characters ?? 0,
      tooShort: trial.too_short ?? "",
    });
  }
}
