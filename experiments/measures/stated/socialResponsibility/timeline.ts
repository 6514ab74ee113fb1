import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { percentItem } from "../../../plugins/rating/percentItem.ts";
import { numberScale, ratingItem } from "../../../plugins/rating/ratingItem.ts";
import type { socialResponsibility } from "./measure.ts";
import { importanceScale, outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

/** Two items: how much it matters, and how much extra it is worth. */
export function createTimeline(
  _jsPsych: JsPsych,
  options: TimelineOptions<z.infer<typeof socialResponsibility.parameters>>,
) {
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts);
  const around = aroundWords(say);
  const importance = ratingItem(shared, {
    item: "socialResponsibility.importance",
    index: 0,
    question: say("importance"),
    scale: numberScale({ ...importanceScale, low: say("low"), high: say("high") }),
    around,
  });
  const extra = percentItem(shared, {
    item: "socialResponsibility.extraPercent",
    index: 1,
    question: say("extra"),
    percents: options.parameters.percents,
    say,
    around,
  });
  return fromBlock([importance, extra], options);
}
