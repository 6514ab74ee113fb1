import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import type { MakeControl } from "../items/itemControl.ts";
import { ITEM_PLUGIN_VERSION, ItemPlugin, itemData, itemParameters } from "../items/itemPlugin.ts";
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
export class RatingPlugin extends ItemPlugin<Trial, number> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected controlOf(trial: Trial): MakeControl<number> {
    // OBJECT and STRING parameters reach a plugin wider than the control's types.
    return ratingControl(trial as unknown as RatingScale);
  }
}
