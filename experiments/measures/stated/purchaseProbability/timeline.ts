import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { ratingItem, wordedScale } from "../../../plugins/rating/ratingItem.ts";
import { periodText } from "../period.ts";
import type { purchaseProbability } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

/** Juster's order: the highest step on top. */
const STEPS = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0] as const;

/** One item: eleven worded chances of buying within the horizon. */
export function createTimeline(
  _jsPsych: JsPsych,
  options: TimelineOptions<z.infer<typeof purchaseProbability.parameters>>,
) {
  const shared = { measure: outline, options };
  const horizon = periodText(options.parameters.horizon, { language: options.language, direction: "next" });
  const say = itemWording(shared, texts, { horizon });
  const item = ratingItem(shared, {
    item: "purchaseProbability",
    index: 0,
    question: say("question"),
    scale: wordedScale(
      STEPS.map((value) => ({ value, words: say(`step${value}`) })),
      "digits",
    ),
    around: aroundWords(say),
  });
  return fromBlock([item], options);
}
