import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { ratingItem, wordedScale } from "../../../plugins/rating/ratingItem.ts";
import type { familiarity } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

const STEPS = [1, 2, 3, 4, 5] as const;

/** One item: how well the product is known. */
export function createTimeline(_jsPsych: JsPsych, options: TimelineOptions<z.infer<typeof familiarity.parameters>>) {
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts);
  const steps = STEPS.map((value) => ({ value, words: say(`step${value}`) }));
  const item = ratingItem(shared, {
    item: "familiarity",
    index: 0,
    question: say("question"),
    scale: wordedScale(steps, "none"),
    around: aroundWords(say),
  });
  return fromBlock([item], options);
}
