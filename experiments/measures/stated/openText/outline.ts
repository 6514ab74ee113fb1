import { itemsEffort } from "../itemsEffort.ts";

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "openText",
  preset: "open-text",
  effort: () => itemsEffort({ text: 1 }),
} as const;
