import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { numberScale, ratingItem } from "../../../plugins/rating/ratingItem.ts";
import type { effort } from "./measure.ts";
import { effortScale, outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

/** One item: whether it was made easy. */
export function createTimeline(_jsPsych: JsPsych, options: TimelineOptions<z.infer<typeof effort.parameters>>) {
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts);
  const item = ratingItem(shared, {
    item: "effort",
    index: 0,
    question: say("question"),
    help: say("lead"),
    scale: numberScale({ ...effortScale, low: say("low"), high: say("high") }),
    around: aroundWords(say),
  });
  return fromBlock([item], options);
}
