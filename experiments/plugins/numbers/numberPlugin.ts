import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import type { MakeControl } from "../items/itemControl.ts";
import { ITEM_PLUGIN_VERSION, ItemPlugin, itemData, itemParameters } from "../items/itemPlugin.ts";
import { numberControl } from "./numberControl.ts";

const info = {
  name: "saydo-number",
  version: ITEM_PLUGIN_VERSION,
  parameters: {
    ...itemParameters,
    /** What stands before and after the field, such as a currency. */
    before: { type: ParameterType.STRING, default: "" },
    after: { type: ParameterType.STRING, default: "" },
    lowest: { type: ParameterType.FLOAT, default: 0 },
    highest: { type: ParameterType.FLOAT, default: 1_000_000 },
    /** `whole` or `decimal`. */
    kind: { type: ParameterType.STRING, default: "decimal" },
    not_a_number: { type: ParameterType.STRING, default: "Please write a number." },
    out_of_range: { type: ParameterType.STRING, default: "Please write a number in the range." },
    /** What the field holds at first: an earlier answer of the same person. */
    earlier: { type: ParameterType.STRING, default: "" },
  },
  data: itemData,
} as const;

type Info = typeof info;
type Trial = TrialType<Info>;

/** Asks for a number, such as a price or a count. */
export class NumberPlugin extends ItemPlugin<Trial, number> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected controlOf(trial: Trial): MakeControl<number> {
    return numberControl({
      before: trial.before ?? "",
      after: trial.after ?? "",
      lowest: trial.lowest ?? 0,
      highest: trial.highest ?? 0,
      kind: trial.kind === "whole" ? "whole" : "decimal",
      notANumber: trial.not_a_number ?? "",
      outOfRange: trial.out_of_range ?? "",
      earlier: trial.earlier ?? "",
    });
  }
}
