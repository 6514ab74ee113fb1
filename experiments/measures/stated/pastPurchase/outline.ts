import { itemsEffort } from "../itemsEffort.ts";

export const HIGHEST_COUNT = 999;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "pastPurchase",
  preset: "past-purchase-12-months",
  effort: () => itemsEffort({ entry: 1 }),
} as const;
