import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { type ChoiceList, choiceControl } from "./choiceControl.ts";
import type { MakeControl } from "./itemControl.ts";
import { ITEM_PLUGIN_VERSION, ItemPlugin, itemData, itemParameters } from "./itemPlugin.ts";

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
export class ChoicePlugin extends ItemPlugin<Trial, readonly string[]> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected controlOf(trial: Trial): MakeControl<readonly string[]> {
    // OBJECT parameters reach a plugin wider than the control's types.
    return choiceControl(trial as unknown as ChoiceList);
  }
}
