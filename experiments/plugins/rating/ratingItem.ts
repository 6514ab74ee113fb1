import { simulatedRating } from "../../measures/stated/simulatedAnswers.ts";
import { type ItemMeasure, type ItemTrialOptions, itemTrial } from "../items/itemTimeline.ts";
import type { MakeSimulatedAnswer } from "../items/simulatedItem.ts";
import type { RatingScale } from "./ratingControl.ts";
import { RatingPlugin } from "./ratingPlugin.ts";

export type RatingItem = Omit<ItemTrialOptions<number>, "simulate"> & {
  /** A function where earlier answers decide what is asked. */
  readonly question: string | (() => string);
  readonly help?: string;
  readonly scale: RatingScale;
  /** How a simulated person answers, where the place on the scale is not that of their attitude. */
  readonly simulate?: MakeSimulatedAnswer<number>;
};

/** A jsPsych trial that asks one item on a rating scale and stores answer and scale. */
export function ratingItem(shared: ItemMeasure, item: RatingItem) {
  const values = item.scale.steps.map(({ value }) => value);
  const range = { lowest: Math.min(...values), highest: Math.max(...values) };
  const simulate: MakeSimulatedAnswer<number> =
    item.simulate ?? ((person) => ({ value: simulatedRating(person, range) }));
  return {
    type: RatingPlugin,
    question: item.question,
    help: item.help ?? null,
    ...item.scale,
    ...itemTrial<number>(shared, { ...item, fields: { ...range, ...item.fields }, simulate }),
  };
}

/** A scale of whole numbers in a row, with words at its ends. */
export function numberScale(range: {
  readonly lowest: number;
  readonly highest: number;
  readonly low: string;
  readonly high: string;
}): RatingScale {
  const { lowest, highest, low, high } = range;
  const steps = Array.from({ length: highest - lowest + 1 }, (_, index) => ({ value: lowest + index }));
  return { steps, layout: "row", numbers: "digits", low, high };
}

/** A scale whose every step is said in words, one line a step. */
export function wordedScale(steps: RatingScale["steps"], numbers: RatingScale["numbers"]): RatingScale {
  return { steps, layout: "column", numbers, low: "", high: "" };
}
