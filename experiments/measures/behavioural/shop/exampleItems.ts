import type { ShopItem } from "./items.ts";

const PRICE = 2.49;

/** What a shop sells that has no product table, as one that is tried on its own: each product at the same price. A study is
 *  refused without a table. */
export function exampleItems(
  products: readonly { readonly id: string; readonly name: string; readonly image?: string }[],
): readonly ShopItem[] {
  return products.map(({ id, name, image }) => ({
    ...{ id, category: "", product: name, price: PRICE, packUnit: "", tax: 0, discount: 0, label: "" },
    ...(image === undefined ? {} : { image }),
  }));
}
