import { itemsEffort } from "../itemsEffort.ts";

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "familiarity",
  preset: "familiarity-5",
  effort: () => itemsEffort({ choice: 1 }),
} as const;
