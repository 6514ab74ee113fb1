import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemWording } from "../../../plugins/itemTimeline.ts";
import { ratingItem, wordedScale } from "../../../plugins/ratingItem.ts";
import { familiarity } from "./measure.ts";
import { texts } from "./texts.ts";

const STEPS = [1, 2, 3, 4, 5] as const;

/** One item: how well the product is known. */
export function createTimeline(_jsPsych: JsPsych, options: TimelineOptions<z.infer<typeof familiarity.parameters>>) {
  const shared = { measure: familiarity, options };
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
