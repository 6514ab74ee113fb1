import type { ShopItem } from "../../measures/behavioural/shop/items.ts";
import { fullPriceOf, payPriceOf, unitPriceOf } from "../../measures/behavioural/shop/prices.ts";
import type { texts } from "../../measures/behavioural/shop/texts.ts";
import { fillIn } from "../../measures/stated/wording.ts";
import { element } from "../elements.ts";

/** What every part of the shop's page needs to say things. */
export type Saying = {
  readonly say: (key: keyof typeof texts) => string;
  /** An amount in the currency's unit. */
  readonly money: (amount: number) => string;
  readonly language: string;
  readonly hasPictures: boolean;
  readonly hasUnitPrices: boolean;
};

/** A button that does something; `key` is where the focus returns to when the page is drawn anew. */
export function button(
  { label, name, className = "button quiet", key }: ButtonLooks,
  press: () => void,
): HTMLButtonElement {
  const made = element("button", className, [label]);
  made.type = "button";
  made.dataset["key"] = key;
  if (name !== undefined) made.setAttribute("aria-label", name);
  made.addEventListener("click", press);
  return made;
}

type ButtonLooks = {
  readonly label: string | Node;
  /** What a screen reader says in the label's place. */
  readonly name?: string;
  readonly className?: string;
  readonly key: string;
};

/** Name, pack, price, price before, price per unit and label of a product. */
export function wordsOf(item: ShopItem, saying: Saying): readonly HTMLElement[] {
  const { money, say, language } = saying;
  const pack =
    item.packSize === undefined ? "" : `${new Intl.NumberFormat(language).format(item.packSize)} ${item.packUnit}`;
  const unit = saying.hasUnitPrices ? unitPriceOf(item) : null;
  const [full, pays] = [fullPriceOf(item), payPriceOf(item)];
  return [
    ...(item.label === "" ? [] : [element("span", "shop-label", [item.label])]),
    element("span", "shop-name", [item.product]),
    ...(pack.trim() === "" ? [] : [element("span", "shop-quiet", [pack.trim()])]),
    element("span", "shop-price", [money(pays / 100)]),
    ...(full > pays ? [element("s", "shop-quiet", [fillIn(say("before"), { price: money(full / 100) })])] : []),
    ...(unit === null
      ? []
      : [element("span", "shop-quiet", [fillIn(say("perUnit"), { price: money(unit.price / 100), unit: unit.unit })])]),
  ];
}

/** A product's picture; its first letters where it has none, so that every card looks alike. */
export function pictureOf(item: ShopItem, { hasPictures }: Saying): readonly HTMLElement[] {
  if (!hasPictures) return [];
  if (item.image === undefined) {
    const letters = element("span", "shop-picture shop-letters", [item.product.slice(0, 2)]);
    letters.setAttribute("aria-hidden", "true");
    return [letters];
  }
  const picture = element("img", "shop-picture");
  picture.loading = "lazy";
  picture.src = item.image;
  picture.alt = "";
  picture.draggable = false;
  return [picture];
}

/** A heading that takes the focus when its view comes up. */
export function heading(text: string): HTMLElement {
  const made = element("h1", "item-question", [text]);
  made.tabIndex = -1;
  made.dataset["key"] = "heading";
  return made;
}
