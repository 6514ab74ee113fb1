import { randomStream } from "../../../random/randomStream.ts";
import type { ShopItem } from "./items.ts";
import { payPriceOf, unitPriceOf } from "./prices.ts";

export const sortings = ["shelf", "cheapest", "dearest", "unitPrice", "name"] as const;
export type Sorting = (typeof sortings)[number];

/** What a shopper looks for: a shelf (null = all), words, an order. */
export type Wish = { readonly category: string | null; readonly query: string; readonly sorting: Sorting };

/** A shop's products as one session meets them: shelves in the order of the table, and what stands on each shuffled where the
 *  study wants it. */
export function stockedItems(items: readonly ShopItem[], { shuffle, seed }: Stocking): readonly ShopItem[] {
  const random = randomStream(seed);
  return shelvesOf(items).flatMap((shelf) => {
    const all = items.filter(({ category }) => category === shelf);
    return shuffle ? random.shuffle(all) : all;
  });
}

type Stocking = { readonly shuffle: boolean; readonly seed: number };

/** The shelves, in the order of the table. */
export function shelvesOf(items: readonly ShopItem[]): readonly string[] {
  return [...new Set(items.map(({ category }) => category))];
}

/** What stands on the shelf that a shopper looks at, in their order. Words are found in name, shelf and label, in any order,
 *  whatever their accents and case. */
export function foundItems(items: readonly ShopItem[], { category, query, sorting }: Wish): readonly ShopItem[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const found = items.filter((item) => {
    if (category !== null && item.category !== category) return false;
    const text = plain(`${item.product} ${item.category} ${item.label}`);
    return words.every((word) => text.includes(word));
  });
  return sorting === "shelf" ? found : found.toSorted(orders[sorting]);
}

type Order = (a: ShopItem, b: ShopItem) => number;
const perUnit = (item: ShopItem) => unitPriceOf(item)?.price ?? Number.POSITIVE_INFINITY;
const orders: Readonly<Record<Exclude<Sorting, "shelf">, Order>> = {
  cheapest: (a, b) => payPriceOf(a) - payPriceOf(b),
  dearest: (a, b) => payPriceOf(b) - payPriceOf(a),
  // Not by the difference: that of two without a unit price is no number.
  unitPrice: (a, b) => (perUnit(a) < perUnit(b) ? -1 : perUnit(a) > perUnit(b) ? 1 : 0),
  name: (a, b) => a.product.localeCompare(b.product),
};

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
