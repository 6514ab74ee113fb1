import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { numberScale, ratingItem } from "../../../plugins/rating/ratingItem.ts";
import type { satisfaction } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

/** One item: overall satisfaction. */
export function createTimeline(_jsPsych: JsPsych, options: TimelineOptions<z.infer<typeof satisfaction.parameters>>) {
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts);
  const item = ratingItem(shared, {
    item: "satisfaction",
    index: 0,
    question: say("question"),
    scale: numberScale({ lowest: 1, highest: options.parameters.points, low: say("low"), high: say("high") }),
    around: aroundWords(say),
  });
  return fromBlock([item], options);
}
