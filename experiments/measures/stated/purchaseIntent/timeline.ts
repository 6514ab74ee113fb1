import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { ratingItem, wordedScale } from "../../../plugins/rating/ratingItem.ts";
import { periodText } from "../period.ts";
import type { purchaseIntent } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

/** One item: five worded steps from definitely to definitely not, or yes and no. */
export function createTimeline(_jsPsych: JsPsych, options: TimelineOptions<z.infer<typeof purchaseIntent.parameters>>) {
  const { answers, horizon } = options.parameters;
  const shared = { measure: outline, options };
  const named = horizon && { horizon: periodText(horizon, { language: options.language, direction: "next" }) };
  const say = itemWording(shared, texts, named ?? {});
  const steps =
    answers === "yesNo"
      ? [
          { value: 1, words: say("yes") },
          { value: 0, words: say("no") },
        ]
      : ([5, 4, 3, 2, 1] as const).map((value) => ({ value, words: say(`intent${value}`) }));
  const item = ratingItem(shared, {
    item: "purchaseIntent",
    index: 0,
    question: say(named ? "questionWithin" : "question"),
    scale: wordedScale(steps, "none"),
    around: aroundWords(say),
  });
  return fromBlock([item], options);
}
