import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { numberItem } from "../../../plugins/numbers/numberItem.ts";
import { ratingItem, wordedScale } from "../../../plugins/rating/ratingItem.ts";
import { simulatedAmount, simulatedPosition } from "../simulatedAnswers.ts";
import type { purchaseReport } from "./measure.ts";
import { HIGHEST_COUNT, outline, reportItems } from "./outline.ts";
import { sinceText } from "./sinceText.ts";
import { texts } from "./texts.ts";

export { outline };

type Options = TimelineOptions<z.infer<typeof purchaseReport.parameters>>;
type Item = (typeof reportItems)[number];
type Row = { readonly body: { readonly value: number | null } };

/** Whether it was bought; of people who say so how often, when last and how they know. A report that was interrupted
 *  begins anew, because what is asked depends on its first answer. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const hasBought = { now: false };
  const trials = reportItems.map((item, index) => ({
    timeline: [
      {
        ...itemTrial(options, item, index),
        on_finish: ({ body }: Row) => {
          if (item === "bought") hasBought.now = body.value === 1;
        },
      },
    ],
    conditional_function: () => item === "bought" || hasBought.now,
  }));
  return { timeline: trials };
}

function itemTrial(options: Options, item: Item, index: number) {
  const shared = { measure: outline, options };
  const lowest = item === "times" ? 1 : 0;
  const names = {
    since: sinceText(options.parameters, options.language),
    example: "3",
    lowest: String(lowest),
    highest: String(HIGHEST_COUNT),
  };
  const say = itemWording(shared, texts, names);
  const asked = {
    item: `purchaseReport.${item}`,
    index: (options.fromBlock ?? 0) + index,
    question: say(item),
    around: aroundWords(say),
  };
  if (item === "bought" || item === "receipt") {
    const [yes, no] = item === "bought" ? (["yes", "no"] as const) : (["fromReceipt", "fromMemory"] as const);
    const steps = [
      { value: 1, words: say(yes) },
      { value: 0, words: say(no) },
    ];
    const more = item === "bought" ? { help: say("boughtHelp"), notApplicable: say("dontKnow") } : {};
    return ratingItem(shared, {
      ...asked,
      ...more,
      scale: wordedScale(steps, "none"),
      simulate: (person) => ({ value: simulatedPosition(person, 2) }),
    });
  }
  return numberItem(shared, {
    ...asked,
    ...(item === "daysAgo" ? { help: say("daysAgoHelp") } : {}),
    notApplicable: say("dontKnow"),
    kind: "whole",
    after: say(item === "times" ? "timesUnit" : "daysUnit"),
    lowest,
    highest: HIGHEST_COUNT,
    notANumber: say("notANumber"),
    outOfRange: say("outOfRange"),
    fields: { lowest: null, highest: null },
    simulate: (person) => ({
      value: Math.max(lowest, Math.round(simulatedAmount(person, { typical: 3, spread: 0.6 }))),
    }),
  });
}
