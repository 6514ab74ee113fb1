import { simulatedPosition } from "../../measures/stated/simulatedAnswers.ts";
import { fillIn } from "../../measures/stated/wording.ts";
import type { ItemMeasure } from "../items/itemTimeline.ts";
import { type RatingItem, ratingItem, wordedScale } from "./ratingItem.ts";

type PercentItem = Omit<RatingItem, "scale" | "simulate"> & {
  readonly percents: readonly number[];
  readonly say: (key: "none" | "some" | "most") => string;
};

/** A jsPsych trial that asks how many percent more, from nothing to the highest step and above. */
export function percentItem(shared: ItemMeasure, { percents, say, ...item }: PercentItem) {
  const steps = percents.map((percent, index) => {
    const key = index === 0 ? "none" : index === percents.length - 1 ? "most" : "some";
    return { value: percent, words: fillIn(say(key), { percent: String(percent) }) };
  });
  return ratingItem(shared, {
    ...item,
    scale: wordedScale(steps, "none"),
    simulate: (person) => ({ value: percents[simulatedPosition(person, percents.length)] ?? 0 }),
  });
}
