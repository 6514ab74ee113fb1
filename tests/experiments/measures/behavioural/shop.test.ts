import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  basketAfter,
  countedShopping,
  type ShopEvent,
} from "../../../../experiments/measures/behavioural/shop/basket.ts";
import { ShopItem } from "../../../../experiments/measures/behavioural/shop/items.ts";
import { shop } from "../../../../experiments/measures/behavioural/shop/measure.ts";
import { payPriceOf, unitPriceOf } from "../../../../experiments/measures/behavioural/shop/prices.ts";
import { foundItems, stockedItems } from "../../../../experiments/measures/behavioural/shop/shelf.ts";
import { type ShopDid, ShopVisit } from "../../../../experiments/plugins/shop/shopVisit.ts";

const item = (own: object) => ShopItem.parse({ id: "a", product: "A", price: 2, ...own });
const items = [
  item({ id: "velmora", product: "Café Velmora", category: "Coffee", price: 2.49, packSize: 250, packUnit: "g" }),
  item({ id: "quenby", product: "Quenby", category: "Coffee", price: 2.99, packSize: 500, packUnit: "g" }),
  item({ id: "milk", product: "Milk", category: "Dairy", price: 1.1 }),
];
const parameters = shop.parameters.parse({ items, stakes: "real", endowment: { amount: 6, currency: "EUR" } });
const settle = (bodies: readonly ShopEvent[]) =>
  shop.draw?.settle({
    ...{ bodies, parameters, products: ["velmora"], productOfInstance: undefined, seed: 1 },
    below: () => 0,
  });
const did = (event: string, about?: string, quantity?: number): ShopEvent => ({
  event,
  item: about ?? null,
  quantity: quantity ?? null,
});

describe("what is paid out", () => {
  test("the first basket that was confirmed binds, at the table's prices", () => {
    const events = [did("open"), did("add", "velmora", 1), did("quantity", "velmora", 2), did("confirm", undefined, 2)];
    const later = [did("open"), did("add", "milk", 1), did("confirm", undefined, 1)];
    expect(settle([...events, ...later])).toMatchObject({ takes: [{ item: "velmora", quantity: 2 }], price: 498 });
  });

  test("nothing is decided before a basket is confirmed, and another device begins with an empty one", () => {
    const first = [did("open"), did("add", "velmora", 1)];
    expect(settle(first)).toBe("incomplete");
    expect(settle([...first, did("open"), did("add", "milk", 1), did("confirm")])).toMatchObject({ price: 110 });
  });

  test("a basket above the money that there is, or of things that are not sold, takes nothing", () => {
    expect(settle([did("open"), did("add", "velmora", 3), did("confirm")])).toMatchObject({ takes: [], price: 0 });
    expect(settle([did("open"), did("add", "gold", 1), did("confirm")])).toMatchObject({ takes: [], price: 0 });
  });
});

test("the events of a visit, replayed, give the basket that the shopper saw, which never costs more than the budget", () => {
  const step = fc.tuple(fc.constantFrom("add", "set", "look"), fc.nat(2), fc.nat(4));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const events: ShopDid[] = [];
      const visit = new ShopVisit({ items, limit: 1000, perPage: 12 }, null, (event) => events.push(event));
      visit.tell("open");
      for (const [what, at, pieces] of steps) {
        const one = items[at];
        if (one === undefined) continue;
        if (what === "add") visit.add(one);
        else if (what === "set") visit.set(one, pieces);
        else visit.tell("look", { item: one });
        expect(visit.total()).toBeLessThanOrEqual(1000);
      }
      visit.tell("confirm");
      const seen = new Map(visit.basket().map(({ item: { id }, pieces }) => [id, pieces]));
      expect(basketAfter(countedShopping(events) ?? [])).toEqual(seen);
      expect(events.at(-1)?.basketTotal).toBe(visit.total() / 100);
    }),
  );
});

describe("prices", () => {
  test("tax is added before the discount is taken off, in whole cents", () => {
    expect(payPriceOf(item({ price: 2, tax: 9 }))).toBe(218);
    expect(payPriceOf(item({ price: 2, tax: 9, discount: 25 }))).toBe(164);
  });

  test("packs of different sizes have a price per kg or litre; one without a size has none", () => {
    expect(unitPriceOf(items[0]!)).toEqual({ price: 996, unit: "kg" });
    expect(unitPriceOf(item({ price: 1.5, packSize: 33, packUnit: "cl" }))).toEqual({ price: 455, unit: "l" });
    expect(unitPriceOf(item({ price: 3, packSize: 6, packUnit: "rolls" }))).toEqual({ price: 50, unit: "rolls" });
    expect(unitPriceOf(items[2]!)).toBeNull();
  });
});

describe("the shelf", () => {
  const wish = { category: null, query: "", sorting: "shelf" } as const;

  test("words are found whatever their accents, case and order", () => {
    expect(foundItems(items, { ...wish, query: "velmora CAFE" }).map(({ id }) => id)).toEqual(["velmora"]);
    expect(foundItems(items, { ...wish, query: "tea" })).toEqual([]);
  });

  test("products stand in another order for another shopper, each shelf together, none lost", () => {
    const many = Array.from({ length: 20 }, (_, at) => item({ id: `p${at}`, category: at % 2 ? "B" : "A" }));
    const order = (seed: number) => stockedItems(many, { shuffle: true, seed }).map(({ id }) => id);
    expect(order(1)).not.toEqual(order(2));
    expect(order(1)).toEqual(order(1));
    expect(order(1).toSorted()).toEqual(many.map(({ id }) => id).toSorted());
    expect(
      stockedItems(many, { shuffle: true, seed: 1 })
        .slice(0, 10)
        .every(({ category }) => category === "A"),
    ).toBe(true);
  });

  test("they are ordered by price, by price per unit (those without last) and by name", () => {
    const sorted = (sorting: "cheapest" | "dearest" | "unitPrice" | "name") =>
      foundItems(items, { ...wish, sorting }).map(({ id }) => id);
    expect(sorted("cheapest")).toEqual(["milk", "velmora", "quenby"]);
    expect(sorted("dearest")).toEqual(["quenby", "velmora", "milk"]);
    expect(sorted("unitPrice")).toEqual(["quenby", "velmora", "milk"]);
    expect(sorted("name")).toEqual(["velmora", "milk", "quenby"]);
  });
});
