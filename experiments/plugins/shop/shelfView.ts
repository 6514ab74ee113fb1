import type { ShopItem } from "../../measures/behavioural/shop/items.ts";
import { type Sorting, shelvesOf, sortings } from "../../measures/behavioural/shop/shelf.ts";
import type { texts } from "../../measures/behavioural/shop/texts.ts";
import { fillIn } from "../../measures/stated/wording.ts";
import { element } from "../elements.ts";
import { button, pictureOf, type Saying, wordsOf } from "./shopParts.ts";
import type { ShopVisit } from "./shopVisit.ts";

export type Shelf = {
  readonly visit: ShopVisit;
  readonly items: readonly ShopItem[];
  readonly saying: Saying;
  /** Draws the page anew after something changed. */
  readonly redraw: () => void;
  readonly look: (item: ShopItem) => void;
  readonly add: (item: ShopItem) => void;
};

const STOPPED_TYPING_MS = 800;
let fields = 0;

/** Search, order and shelves: made once, so that the words being typed stay. */
export function shelfTools({ visit, items, saying: { say }, redraw }: Shelf) {
  const search = element("input", "shop-search");
  search.type = "search";
  search.value = visit.wish().query;
  let typing: ReturnType<typeof setTimeout> | undefined;
  let isTyping = false;
  /** Notes what was searched for, once. */
  const settle = () => {
    clearTimeout(typing);
    if (isTyping) visit.searched();
    isTyping = false;
  };
  search.addEventListener("input", () => {
    visit.search(search.value);
    isTyping = true;
    clearTimeout(typing);
    typing = setTimeout(settle, STOPPED_TYPING_MS);
    redraw();
  });
  const sort = element("select", "shop-sort");
  for (const sorting of sortings) sort.append(new Option(say(sortingText[sorting]), sorting));
  sort.value = visit.wish().sorting;
  sort.addEventListener("change", () => {
    settle();
    visit.sort(sortings.find((sorting) => sorting === sort.value) ?? "shelf");
    redraw();
  });
  const shelves = shelvesOf(items);
  const tools = element("div", "shop-tools", [
    labelled(say("search"), search),
    labelled(say("sort"), sort),
    ...(shelves.length > 1 ? [shelfPicker({ visit, redraw, say, shelves, settle })] : []),
  ]);
  return { element: tools, settle };
}

const sortingText = {
  shelf: "sortShelf",
  cheapest: "sortCheapest",
  dearest: "sortDearest",
  unitPrice: "sortUnitPrice",
  name: "sortName",
} as const satisfies Readonly<Record<Sorting, keyof typeof texts>>;

type Picker = Pick<Shelf, "visit" | "redraw"> & {
  readonly say: Saying["say"];
  readonly shelves: readonly string[];
  readonly settle: () => void;
};

function shelfPicker({ visit, redraw, say, shelves, settle }: Picker): HTMLElement {
  const pick = element("select", "shop-shelves");
  pick.append(new Option(say("everything"), ""), ...shelves.map((shelf, at) => new Option(shelf, String(at + 1))));
  pick.value = String(shelves.indexOf(visit.wish().category ?? "") + 1 || "");
  pick.addEventListener("change", () => {
    settle();
    visit.choose(pick.value === "" ? null : (shelves[Number(pick.value) - 1] ?? null));
    redraw();
  });
  return labelled(say("shelves"), pick);
}

function labelled(text: string, field: HTMLInputElement | HTMLSelectElement): HTMLElement {
  fields += 1;
  field.id = `shop-field-${fields}`;
  const label = element("label", "shop-field", [element("span", "", [text]), field]);
  label.htmlFor = field.id;
  return label;
}

/** The products of one page, and the way to the others. */
export function shelfGrid(shelf: Shelf): readonly HTMLElement[] {
  const { visit, saying, redraw } = shelf;
  const { say } = saying;
  const shown = visit.shown();
  if (shown.length === 0) return [element("p", "saydo-text", [say("nothingFound")])];
  const grid = element(
    "ul",
    "shop-grid",
    shown.map((item) => tile(item, shelf)),
  );
  if (visit.pages() === 1) return [grid];
  const turn = (by: 1 | -1) => () => {
    visit.turn(by);
    redraw();
  };
  const [back, on] = [
    button({ label: say("previous"), key: "previous" }, turn(-1)),
    button({ label: say("next"), key: "next" }, turn(1)),
  ];
  back.disabled = visit.page() === 0;
  on.disabled = visit.page() === visit.pages() - 1;
  const where = fillIn(say("page"), { page: String(visit.page() + 1), pages: String(visit.pages()) });
  return [grid, element("div", "shop-pager", [back, element("span", "", [where]), on])];
}

function tile(item: ShopItem, { saying, look, add }: Shelf): HTMLElement {
  const { say } = saying;
  const face = element("span", "shop-face", [
    ...pictureOf(item, saying),
    element("span", "shop-words", wordsOf(item, saying)),
  ]);
  const names = { product: item.product };
  return element("li", "shop-tile", [
    button({ label: face, className: "shop-look", key: `look ${item.id}` }, () => look(item)),
    button(
      { label: say("add"), name: fillIn(say("addOf"), names), className: "button shop-add", key: `add ${item.id}` },
      () => add(item),
    ),
  ]);
}

/** Arrows move among the products of a page: left and right by one, up and down by a row. */
export function moveByArrow(event: KeyboardEvent, page: HTMLElement): boolean {
  const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
  const { target } = event;
  if (!keys.includes(event.key) || !(target instanceof HTMLButtonElement) || !target.closest(".shop-tile"))
    return false;
  const kind = target.classList.contains("shop-add") ? ".shop-add" : ".shop-look";
  const all = [...page.querySelectorAll<HTMLButtonElement>(kind)];
  const columns = all.filter(({ offsetTop }) => offsetTop === all[0]?.offsetTop).length || 1;
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key] ?? 0;
  all[all.indexOf(target) + by]?.focus();
  return true;
}
