import { itemsEffort } from "../itemsEffort.ts";

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "priceLadder",
  preset: "price-ladder-5-random-order",
  effort: ({ prices, procedure }: { readonly prices: readonly number[]; readonly procedure: string }) =>
    itemsEffort({ choice: procedure === "every" ? prices.length : Math.ceil((prices.length + 1) / 2) }),
} as const;
