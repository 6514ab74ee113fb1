import { itemsEffort } from "../itemsEffort.ts";

export const effortScale = { lowest: 1, highest: 7 } as const;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "effort",
  preset: "effort-ces-2",
  effort: () => itemsEffort({ rating: 1 }),
} as const;
