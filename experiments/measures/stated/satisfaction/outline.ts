import { itemsEffort } from "../itemsEffort.ts";

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "satisfaction",
  preset: "satisfaction-5",
  effort: () => itemsEffort({ rating: 1 }),
} as const;
