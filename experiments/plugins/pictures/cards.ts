import { element } from "../elements.ts";

export type Card = {
  /** Null = none of the others. */
  readonly value: string | null;
  readonly title: string;
  readonly price?: string;
  readonly image?: string;
  readonly lines: readonly string[];
};

export type Cards = {
  readonly element: HTMLElement;
  readonly chosen: () => { readonly value: string | null } | null;
  readonly takeKey: (event: KeyboardEvent) => boolean;
};

type Options = {
  readonly cards: readonly Card[];
  readonly labelledBy: string;
  /** `first`: arrows only move, and the first press ends it; `open`: arrows choose, as in any group of radio buttons. */
  readonly press: "first" | "open";
  readonly onChoice: (value: string | null) => void;
};

/** What can be taken, each on a card: a group of radio buttons by its role, of which one can be chosen with a press, its
 *  digit, or arrows. */
export function drawCards({ cards, labelledBy, press, onChoice }: Options): Cards {
  const buttons = cards.map((card, index) => cardButton(card, index));
  const group = element("div", "saydo-cards", buttons);
  group.setAttribute("role", "radiogroup");
  group.setAttribute("aria-labelledby", labelledBy);
  let chosen: { readonly value: string | null } | null = null;
  let current = 0;
  const move = (index: number) => {
    current = (index + buttons.length) % buttons.length;
    for (const [at, button] of buttons.entries()) button.tabIndex = at === current ? 0 : -1;
    buttons[current]?.focus();
  };
  const choose = (index: number) => {
    const card = cards[index];
    if (!card) return;
    move(index);
    chosen = { value: card.value };
    for (const [at, button] of buttons.entries()) button.setAttribute("aria-checked", String(at === index));
    onChoice(card.value);
  };
  for (const [index, button] of buttons.entries()) button.addEventListener("click", () => choose(index));
  const step = (by: number) =>
    press === "open"
      ? choose(current + by < 0 ? buttons.length - 1 : (current + by) % buttons.length)
      : move(current + by);
  return {
    element: group,
    chosen: () => chosen,
    takeKey: (event) => {
      const digit = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
      if (digit >= 0 && digit < buttons.length) choose(digit);
      else if (event.key === "ArrowRight" || event.key === "ArrowDown")
        step(chosen === null && press === "open" ? 0 : 1);
      else if (event.key === "ArrowLeft" || event.key === "ArrowUp") step(-1);
      else return false;
      return true;
    },
  };
}

function cardButton({ title, price, image, lines, value }: Card, index: number): HTMLButtonElement {
  const picture = image === undefined ? [] : [cardPicture(image)];
  const texts = [
    element("span", "saydo-card-title", [title]),
    ...lines.map((line) => element("span", "saydo-card-line", [line])),
    ...(price === undefined ? [] : [element("span", "saydo-card-price", [price])]),
  ];
  const digit = element("kbd", "saydo-card-key", [String(index + 1)]);
  digit.setAttribute("aria-hidden", "true");
  const kind = value === null ? "saydo-offer saydo-offer-none" : "saydo-offer";
  const button = element("button", kind, [...picture, element("span", "saydo-card-text", texts), digit]);
  button.type = "button";
  button.setAttribute("role", "radio");
  button.setAttribute("aria-checked", "false");
  button.tabIndex = index === 0 ? 0 : -1;
  return button;
}

function cardPicture(source: string): HTMLImageElement {
  const picture = element("img", "saydo-card-picture");
  picture.src = source;
  picture.alt = "";
  picture.draggable = false;
  return picture;
}
