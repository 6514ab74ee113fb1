import type { ShopItem } from "../../measures/behavioural/shop/items.ts";
import { payPriceOf } from "../../measures/behavioural/shop/prices.ts";
import { fillIn } from "../../measures/stated/wording.ts";
import { element } from "../elements.ts";
import { button, heading, pictureOf, type Saying, wordsOf } from "./shopParts.ts";
import type { ShopVisit } from "./shopVisit.ts";

type Basket = {
  readonly visit: ShopVisit;
  readonly saying: Saying;
  /** "€12.40 of €20.00". */
  readonly sum: string;
  readonly set: (item: ShopItem, pieces: number) => void;
  readonly back: () => void;
  readonly on: () => void;
};

/** What is in the basket, with more, fewer and none of each. */
export function basketView(basket: Basket): readonly HTMLElement[] {
  const { visit, saying, sum, back, on } = basket;
  const { say } = saying;
  const rows = visit.basket().map((row) => basketRow(row, basket));
  return [
    heading(say("basket")),
    rows.length === 0 ? element("p", "saydo-text", [say("empty")]) : element("ul", "shop-rows", rows),
    element("p", "shop-sum", [sum]),
    foot([
      button({ label: say("goBack"), key: "back" }, back),
      button({ label: say("toCheckout"), className: "item-continue shop-go", key: "on" }, on),
    ]),
  ];
}

type Row = { readonly item: ShopItem; readonly pieces: number };

function basketRow({ item, pieces }: Row, { saying, set }: Basket): HTMLElement {
  const { say, money } = saying;
  const named = (key: "fewer" | "more" | "removeOf") => fillIn(say(key), { product: item.product });
  const id = item.id;
  return element("li", "shop-row", [
    element("span", "shop-name", [item.product]),
    element("span", "shop-steps", [
      button({ label: "−", name: named("fewer"), className: "button shop-step", key: `fewer ${id}` }, () =>
        set(item, pieces - 1),
      ),
      element("span", "shop-pieces", [String(pieces)]),
      button({ label: "+", name: named("more"), className: "button shop-step", key: `more ${id}` }, () =>
        set(item, pieces + 1),
      ),
    ]),
    element("span", "shop-price", [money((pieces * payPriceOf(item)) / 100)]),
    button({ label: say("remove"), name: named("removeOf"), className: "button quiet", key: `remove ${id}` }, () =>
      set(item, 0),
    ),
  ]);
}

/** The basket once more, before it is bought. */
export function reviewView({ visit, saying, sum, back, on }: Omit<Basket, "set">): readonly HTMLElement[] {
  const { say, money } = saying;
  const rows = visit.basket();
  const isEmpty = rows.length === 0;
  const lines = rows.map(({ item, pieces }) =>
    element("li", "shop-row", [
      element("span", "shop-name", [`${pieces} × ${item.product}`]),
      element("span", "shop-price", [money((pieces * payPriceOf(item)) / 100)]),
    ]),
  );
  return [
    heading(say(isEmpty ? "confirmEmpty" : "confirm")),
    ...(isEmpty ? [] : [element("ul", "shop-rows", lines)]),
    element("p", "shop-sum", [sum]),
    foot([
      button({ label: say("goBack"), key: "back" }, back),
      button({ label: say(isEmpty ? "leave" : "buy"), className: "item-continue shop-go", key: "buy" }, on),
    ]),
  ];
}

type Product = {
  readonly item: ShopItem;
  readonly saying: Saying;
  readonly close: () => void;
  readonly add: () => void;
};

/** One product, large. */
export function productView({ item, saying, close, add }: Product): readonly HTMLElement[] {
  const { say } = saying;
  // Its name is the heading.
  const words = wordsOf(item, saying).filter(({ className }) => className !== "shop-name");
  const names = { product: item.product };
  return [
    heading(item.product),
    element("div", "shop-large", [...pictureOf(item, saying), element("div", "shop-words", words)]),
    foot([
      button({ label: say("close"), key: "back" }, close),
      button(
        { label: say("add"), name: fillIn(say("addOf"), names), className: "item-continue shop-go", key: "add" },
        add,
      ),
    ]),
  ];
}

type Swap = {
  readonly item: ShopItem;
  readonly other: ShopItem;
  readonly saying: Saying;
  readonly take: () => void;
  readonly keep: () => void;
};

/** Another product in the place of the one that was added; it can be refused. */
export function swapView({ item, other, saying, take, keep }: Swap): readonly HTMLElement[] {
  const { say } = saying;
  const names = (product: string) => ({ product });
  const words = wordsOf(other, saying).filter(({ className }) => className !== "shop-name");
  return [
    heading(fillIn(say("swapQuestion"), names(other.product))),
    element("div", "shop-large", [...pictureOf(other, saying), element("div", "shop-words", words)]),
    foot([
      button({ label: fillIn(say("swapKeep"), names(item.product)), className: "button shop-go", key: "keep" }, keep),
      button({ label: fillIn(say("swapTake"), names(other.product)), className: "button shop-go", key: "take" }, take),
    ]),
  ];
}

function foot(buttons: readonly HTMLElement[]): HTMLElement {
  return element("div", "item-actions shop-foot", buttons);
}
