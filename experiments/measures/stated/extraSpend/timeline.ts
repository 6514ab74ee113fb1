import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { percentItem } from "../../../plugins/rating/percentItem.ts";
import { ratingItem, wordedScale } from "../../../plugins/rating/ratingItem.ts";
import type { extraSpend } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

/** Two items: how much more after an excellent experience, and whether a higher price is accepted. */
export function createTimeline(_jsPsych: JsPsych, options: TimelineOptions<z.infer<typeof extraSpend.parameters>>) {
  const shared = { measure: outline, options };
  const { percents, increase } = options.parameters;
  const say = itemWording(shared, texts, { increase: String(increase) });
  const around = aroundWords(say);
  const more = percentItem(shared, {
    item: "extraSpend.percent",
    index: 0,
    question: say("spendMore"),
    percents,
    say,
    around,
  });
  const steps = [
    { value: 1, words: say("yes") },
    { value: 0, words: say("no") },
  ];
  const accepts = ratingItem(shared, {
    item: "extraSpend.acceptsHigherPrice",
    index: 1,
    question: say("acceptPrice"),
    scale: wordedScale(steps, "none"),
    around,
  });
  return fromBlock([more, accepts], options);
}
