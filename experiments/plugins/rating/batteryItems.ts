import type { LocalText } from "../../contract/text.ts";
import { textIn } from "../../contract/text.ts";
import type { Scale } from "../../measures/stated/scale.ts";
import { fillIn } from "../../measures/stated/wording.ts";
import { randomStream } from "../../random/randomStream.ts";
import { type AroundWords, type ItemMeasure, type ItemOptions, productNames } from "../items/itemTimeline.ts";
import { numberScale, ratingItem } from "./ratingItem.ts";

type BatteryOptions = ItemOptions & {
  readonly items: readonly { readonly id: string; readonly scale: string; readonly text: LocalText }[];
  readonly itemOrder: "fixed" | "random";
};

/** The trials of a battery, one statement a screen, in the order of the study file or shuffled by the session's seed. */
export function batteryItems(
  shared: ItemMeasure<BatteryOptions>,
  words: { readonly lead: string; readonly low: string; readonly high: string; readonly around: AroundWords } & Scale,
) {
  const { parameters, language, seed } = shared.options;
  const { items, itemOrder } = parameters;
  const ordered = itemOrder === "random" ? randomStream(seed).shuffle(items) : items;
  const { lead, around, ...scale } = words;
  return ordered.map(({ id, scale: subscale, text }, index) =>
    ratingItem(shared, {
      item: `${shared.measure.name}.${subscale}.${id}`,
      index,
      question: fillIn(textIn(text, language), productNames(shared)),
      help: lead,
      scale: numberScale(scale),
      around,
    }),
  );
}
