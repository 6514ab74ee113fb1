import { itemsEffort } from "../itemsEffort.ts";

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "screener",
  preset: "screener-buys-category",
  effort: ({ questions }: { readonly questions: readonly unknown[] }) => itemsEffort({ choice: questions.length }),
} as const;
