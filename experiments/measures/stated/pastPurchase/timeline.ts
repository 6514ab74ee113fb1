import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { numberItem } from "../../../plugins/numbers/numberItem.ts";
import { periodText } from "../period.ts";
import type { pastPurchase } from "./measure.ts";
import { HIGHEST_COUNT, outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

/** One item: how often bought in the period before. */
export function createTimeline(_jsPsych: JsPsych, options: TimelineOptions<z.infer<typeof pastPurchase.parameters>>) {
  const shared = { measure: outline, options };
  const period = periodText(options.parameters.period, { language: options.language, direction: "past" });
  const names = { period, example: "3", lowest: "0", highest: String(HIGHEST_COUNT) };
  const say = itemWording(shared, texts, names);
  const item = numberItem(shared, {
    item: "pastPurchase",
    index: 0,
    question: say("question"),
    help: say("help"),
    kind: "whole",
    after: say("times"),
    lowest: 0,
    highest: HIGHEST_COUNT,
    notANumber: say("notANumber"),
    outOfRange: say("outOfRange"),
    around: aroundWords(say),
    simulate: { typical: 2, spread: 0.9 },
  });
  return fromBlock([item], options);
}
