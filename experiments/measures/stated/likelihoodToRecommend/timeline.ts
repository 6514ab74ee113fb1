import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { numberScale, ratingItem } from "../../../plugins/rating/ratingItem.ts";
import type { likelihoodToRecommend } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

/** One item: how likely recommending is, 0 to 10. */
export function createTimeline(
  _jsPsych: JsPsych,
  options: TimelineOptions<z.infer<typeof likelihoodToRecommend.parameters>>,
) {
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts);
  const item = ratingItem(shared, {
    item: "likelihoodToRecommend",
    index: 0,
    question: say("question"),
    scale: numberScale({ lowest: 0, highest: 10, low: say("low"), high: say("high") }),
    around: aroundWords(say),
  });
  return fromBlock([item], options);
}
