import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { batteryItems } from "../../../plugins/rating/batteryItems.ts";
import { agreementTexts } from "../agreementTexts.ts";
import type { brandValues } from "./measure.ts";
import { agreementScale, outline } from "./outline.ts";

export { outline };

/** The brand's values and the bond with it: one statement a screen. */
export function createTimeline(_jsPsych: JsPsych, options: TimelineOptions<z.infer<typeof brandValues.parameters>>) {
  const shared = { measure: outline, options };
  const say = itemWording(shared, agreementTexts);
  const words = { lead: say("lead"), low: say("low"), high: say("high"), around: aroundWords(say) };
  return fromBlock(batteryItems(shared, { ...words, ...agreementScale }), options);
}
