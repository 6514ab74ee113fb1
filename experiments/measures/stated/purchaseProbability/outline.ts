import { itemsEffort } from "../itemsEffort.ts";

export const probabilityScale = { lowest: 0, highest: 10 } as const;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "purchaseProbability",
  preset: "purchase-probability-4-weeks",
  effort: () => itemsEffort({ rating: 1 }),
} as const;
