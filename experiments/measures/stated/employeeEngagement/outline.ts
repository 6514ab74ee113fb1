import { itemsEffort } from "../itemsEffort.ts";

export const agreementScale = { lowest: 1, highest: 7 } as const;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "employeeEngagement",
  preset: "employee-engagement-9",
  effort: (parameters: { readonly items: readonly unknown[] }) => itemsEffort({ rating: parameters.items.length }),
} as const;
