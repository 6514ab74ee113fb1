import { simulatedAmount } from "../../measures/stated/simulatedAnswers.ts";
import { type ItemMeasure, type ItemTrialOptions, itemTrial } from "../items/itemTimeline.ts";
import type { MakeSimulatedAnswer } from "../items/simulatedItem.ts";
import { NumberPlugin } from "./numberPlugin.ts";

export type NumberItem = Omit<ItemTrialOptions<number>, "simulate"> & {
  readonly question: string;
  readonly help?: string;
  readonly kind: "whole" | "decimal";
  readonly before?: string;
  readonly after?: string;
  readonly lowest: number;
  readonly highest: number;
  readonly notANumber: string;
  readonly outOfRange: string;
  /** What the field holds at first, looked up when the item is shown. */
  readonly earlier?: () => string;
  /** What a simulated person answers around; or how. */
  readonly simulate: { readonly typical: number; readonly spread: number } | MakeSimulatedAnswer<number>;
};

/** A jsPsych trial that asks for a number and stores it. */
export function numberItem(shared: ItemMeasure, item: NumberItem) {
  const { simulate, kind } = item;
  const digits = kind === "whole" ? 1 : 100;
  const answer: MakeSimulatedAnswer<number> =
    typeof simulate === "function"
      ? simulate
      : (person) => {
          const amount = Math.round(simulatedAmount(person, simulate) * digits) / digits;
          return { value: Math.min(item.highest, Math.max(item.lowest, amount)) };
        };
  return {
    type: NumberPlugin,
    question: item.question,
    help: item.help ?? null,
    kind,
    before: item.before ?? "",
    after: item.after ?? "",
    lowest: item.lowest,
    highest: item.highest,
    not_a_number: item.notANumber,
    out_of_range: item.outOfRange,
    earlier: item.earlier ?? "",
    ...itemTrial<number>(shared, { ...item, simulate: answer }),
  };
}
