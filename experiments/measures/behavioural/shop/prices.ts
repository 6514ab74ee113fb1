import type { ShopItem } from "./items.ts";

type Priced = Pick<ShopItem, "price" | "tax" | "discount">;

/** Its price with tax before any discount, in hundredths. */
export function fullPriceOf({ price, tax }: Omit<Priced, "discount">): number {
  return Math.round(price * (100 + tax));
}

/** What a shopper pays for one, in hundredths: at least one. */
export function payPriceOf(item: Priced): number {
  return Math.max(1, Math.round((fullPriceOf(item) * (100 - item.discount)) / 100));
}

/** Units that are compared by a larger one: what a price is said for, and how many of the pack's unit that is. */
const COMPARED: ReadonlyMap<string, readonly [amount: number, unit: string]> = new Map([
  ["g", [1000, "kg"]],
  ["gr", [1000, "kg"]],
  ["gram", [1000, "kg"]],
  ["kg", [1, "kg"]],
  ["ml", [1000, "l"]],
  ["cl", [100, "l"]],
  ["dl", [10, "l"]],
  ["l", [1, "l"]],
]);

/** A price in hundredths for a unit that packs of different sizes share; null where the pack says no size. */
export function unitPriceOf(item: ShopItem): { readonly price: number; readonly unit: string } | null {
  const { packSize, packUnit } = item;
  if (packSize === undefined) return null;
  const [amount, unit] = COMPARED.get(packUnit.trim().toLowerCase()) ?? [1, packUnit.trim()];
  return unit === "" ? null : { price: Math.round((payPriceOf(item) * amount) / packSize), unit };
}
