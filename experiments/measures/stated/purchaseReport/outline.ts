import { itemsEffort } from "../itemsEffort.ts";

/** Highest number of purchases that can be reported. */
export const HIGHEST_COUNT = 999;

/** The items in the order asked; all but the first only of people who bought. */
export const reportItems = ["bought", "times", "daysAgo", "receipt"] as const;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes at most. */
export const outline = {
  name: "purchaseReport",
  preset: "purchase-report-4-weeks",
  effort: () => itemsEffort({ choice: 2, entry: 2 }),
} as const;
