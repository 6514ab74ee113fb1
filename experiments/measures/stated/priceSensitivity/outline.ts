import { itemsEffort } from "../itemsEffort.ts";

/** The four prices in the order in which they should rise. */
export const priceItems = ["tooCheap", "cheap", "expensive", "tooExpensive"] as const;
export const intentScale = { lowest: 1, highest: 5 } as const;

/** Whether four prices rise strictly, as the model needs them. */
export function pricesRise(prices: readonly number[]): boolean {
  return prices.every((price, index) => index === 0 || price > (prices[index - 1] ?? Number.POSITIVE_INFINITY));
}

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "priceSensitivity",
  preset: "price-sensitivity-4-prices",
  effort: ({ askIntent }: { readonly askIntent: boolean }) => itemsEffort({ entry: 4, rating: askIntent ? 2 : 0 }),
} as const;
