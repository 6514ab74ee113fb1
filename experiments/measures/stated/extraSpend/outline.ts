import { itemsEffort } from "../itemsEffort.ts";

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "extraSpend",
  preset: "extra-spend-25",
  effort: () => itemsEffort({ choice: 2 }),
} as const;
