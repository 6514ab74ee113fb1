import { itemsEffort } from "../itemsEffort.ts";

export const importanceScale = { lowest: 1, highest: 5 } as const;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "socialResponsibility",
  preset: "social-responsibility",
  effort: () => itemsEffort({ rating: 1, choice: 1 }),
} as const;
