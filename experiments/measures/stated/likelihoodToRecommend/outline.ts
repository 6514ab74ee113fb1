import { itemsEffort } from "../itemsEffort.ts";

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "likelihoodToRecommend",
  preset: "likelihood-to-recommend-0-10",
  effort: () => itemsEffort({ rating: 1 }),
} as const;
