import type { ShopItem } from "../../measures/behavioural/shop/items.ts";
import { fillIn } from "../../measures/stated/wording.ts";
import { adoptLook } from "../adoptLook.ts";
import { watchInput } from "../clock/inputClock.ts";
import { showOnFrame } from "../clock/presentation.ts";
import { viewClock } from "../clock/viewClock.ts";
import { watchVisibility } from "../clock/visibility.ts";
import { element } from "../elements.ts";
import { basketView, productView, reviewView, swapView } from "./basketView.ts";
import { moveByArrow, type Shelf, shelfGrid, shelfTools } from "./shelfView.ts";
import { shopLook } from "./shopLook.ts";
import { button, heading, type Saying } from "./shopParts.ts";
import { type KeptVisit, type ShopDid, type ShopObserved, ShopVisit } from "./shopVisit.ts";

export type ShopOpening = {
  readonly items: readonly ShopItem[];
  readonly task: string;
  readonly saying: Saying;
  /** The most a basket may cost, in hundredths. */
  readonly limit: number | null;
  readonly perPage: number;
  readonly hasReview: boolean;
  readonly hasSwaps: boolean;
  /** Where the visit was when the page was closed; null at first. */
  readonly from: KeptVisit | null;
  readonly keep: (kept: KeptVisit) => void;
  readonly onEvent: (event: ShopObserved) => void;
  readonly onLoad: () => void;
};

type View =
  | { readonly is: "shelf" | "basket" | "review" }
  | { readonly is: "product"; readonly item: ShopItem; readonly seen: ReturnType<typeof viewClock> }
  | ({ readonly is: "swap" } & Swapping);
type Swapping = { readonly item: ShopItem; readonly other: ShopItem };

/** Opens the shop in `display`; resolves once a basket was confirmed. */
export async function openShop(display: HTMLElement, opening: ShopOpening): Promise<void> {
  const page = display.ownerDocument;
  adoptLook(page, shopLook);
  const clock = eventClock(page, opening);
  const shop = new ShopPage(opening, clock.note);
  const listening = new AbortController();
  page.addEventListener("keydown", (event) => shop.takeKey(event), { signal: listening.signal });
  const onset = await showOnFrame(() => display.replaceChildren(shop.element));
  clock.start(onset.shownAtMs);
  shop.begin();
  opening.onLoad();
  await shop.left;
  listening.abort();
  clock.stop();
}

/** Gives each event its time, its way of input and what is kept with it. */
function eventClock(page: Document, { from, keep, onEvent }: ShopOpening) {
  const input = watchInput(page);
  let visibility = watchVisibility();
  let shownAtMs = performance.now();
  let events = from?.events ?? 0;
  let atMs = from?.atMs ?? 0;
  const before = atMs;
  return {
    start: (at: number) => {
      shownAtMs = at;
    },
    stop: () => {
      input.stop();
      visibility.stop();
    },
    note(did: ShopDid, where: Pick<KeptVisit, "basket" | "wish" | "page">) {
      atMs = Math.max(atMs, before + Math.max(0, input.takeMs() - shownAtMs));
      events += 1;
      // Kept first: what is kept is then never behind what is stored.
      keep({ ...where, events, atMs, isDone: did.event === "confirm" });
      const observed = {
        shownAtMs,
        renderedAtMs: null,
        inputModality: input.modality(),
        visibilityLost: visibility.wasLost(),
        rt: Math.round(atMs - before),
      };
      visibility.stop();
      visibility = watchVisibility();
      onEvent({ ...did, atMs, observed });
    },
  };
}

type Note = ReturnType<typeof eventClock>["note"];

/** The shop's page: a shelf, a product, a swap, the basket or the look over it, one at a time. */
class ShopPage {
  readonly element: HTMLElement;
  readonly left: Promise<void>;
  private readonly opening: ShopOpening;
  private readonly visit: ShopVisit;
  private readonly tools: ReturnType<typeof shelfTools>;
  private readonly status = element("p", "shop-status");
  private readonly body = element("div", "shop-body");
  private view: View = { is: "shelf" };
  private leave: () => void = () => undefined;

  constructor(opening: ShopOpening, note: Note) {
    this.opening = opening;
    this.visit = new ShopVisit(opening, opening.from, note);
    this.tools = shelfTools(this.shelf());
    this.status.setAttribute("role", "status");
    this.element = element("div", "saydo-item saydo-shop", [this.body, this.status]);
    this.left = new Promise<void>((resolve) => {
      this.leave = resolve;
    });
    this.redraw();
  }

  begin(): void {
    if (this.opening.from === null) this.visit.tell("open");
    // An event that was lost with the page would leave its product out of what is stored.
    else for (const { item, pieces } of this.visit.basket()) this.visit.set(item, pieces);
    this.focus("heading");
  }

  takeKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const isTaken =
      event.key === "Escape" ? this.stepBack() : this.view.is === "shelf" && moveByArrow(event, this.element);
    if (isTaken) event.preventDefault();
  }

  private stepBack(): boolean {
    const { view } = this;
    if (view.is === "shelf") return false;
    if (view.is === "swap") this.keepFirst(view);
    else this.show({ is: "shelf" }, view.is === "product" ? `look ${view.item.id}` : "basket");
    return true;
  }

  private shelf(): Shelf {
    const { items, saying } = this.opening;
    return {
      ...{ visit: this.visit, items, saying },
      redraw: () => this.redraw(),
      look: (item) => this.look(item),
      add: (item) => this.add(item),
    };
  }

  private look(item: ShopItem): void {
    this.tools.settle();
    this.visit.tell("look", { item });
    this.show({ is: "product", item, seen: viewClock(this.element.ownerDocument) });
  }

  /** Puts it in the basket, or first offers what stands under Swap. */
  private add(item: ShopItem): void {
    this.tools.settle();
    const other = this.opening.hasSwaps ? this.visit.item(item.swap) : undefined;
    if (other === undefined || this.visit.piecesOf(item) > 0) this.putIn(item);
    else {
      this.visit.tell("swapShown", { item: other });
      this.show({ is: "swap", item, other });
    }
  }

  private putIn(item: ShopItem): void {
    if (this.visit.add(item)) this.afterAdding(item, `add ${item.id}`);
    else this.refuse();
  }

  private takeOther({ item, other }: Swapping): void {
    if (this.visit.add(other, "swapTaken")) this.afterAdding(other, `add ${item.id}`);
    else this.refuse();
  }

  private keepFirst({ item, other }: Swapping): void {
    this.visit.tell("swapRefused", { item: other });
    if (this.visit.add(item)) this.afterAdding(item, `add ${item.id}`);
    else {
      this.show({ is: "shelf" }, `add ${item.id}`);
      this.refuse();
    }
  }

  private afterAdding(item: ShopItem, key: string): void {
    if (this.view.is === "shelf") this.redraw();
    else this.show({ is: "shelf" }, key);
    const names = { product: item.product, total: this.sum() };
    this.say(fillIn(this.opening.saying.say("added"), names));
  }

  private toBasket(): void {
    this.tools.settle();
    this.visit.tell("basket");
    this.show({ is: "basket" });
  }

  private set(item: ShopItem, pieces: number): void {
    if (this.visit.set(item, pieces)) {
      this.say("");
      this.redraw();
    } else this.refuse();
  }

  private buy(): void {
    this.visit.tell("confirm");
    this.leave();
  }

  private sum(): string {
    const { limit, saying } = this.opening;
    const total = saying.money(this.visit.total() / 100);
    if (limit === null) return total;
    return fillIn(saying.say("ofBudget"), { total, budget: saying.money(limit / 100) });
  }

  private say(text: string, isAsking = false): void {
    this.status.textContent = text;
    this.status.classList.toggle("is-asking", isAsking);
  }

  private refuse(): void {
    const { limit, saying } = this.opening;
    if (limit === null) return;
    this.say(fillIn(saying.say("overBudget"), { budget: saying.money(limit / 100) }), true);
  }

  private show(next: View, key = "heading"): void {
    const { view } = this;
    this.view = next;
    if (view.is === "product") this.visit.tell("close", { item: view.item, dwellMs: view.seen.stop() });
    this.say("");
    this.redraw(key);
    if (key === "heading") this.element.ownerDocument.defaultView?.scrollTo(0, 0);
  }

  private redraw(key?: string): void {
    const { activeElement } = this.element.ownerDocument;
    const parts = this.parts();
    // The tools stay where they are, so that the words being typed and the keyboard of a telephone do.
    if (key === undefined && this.tools.element.contains(activeElement)) {
      drawAround(this.body, parts, this.tools.element);
      return;
    }
    const focused = key ?? (activeElement instanceof HTMLElement ? activeElement.dataset["key"] : undefined);
    this.body.replaceChildren(...parts);
    if (focused !== undefined) this.focus(focused);
  }

  /** Where the focus was is gone after the last piece of a product: then the heading has it. */
  private focus(key: string): void {
    const all = [...this.body.querySelectorAll<HTMLElement>("[data-key]")];
    const next = all.find((one) => one.dataset["key"] === key) ?? all[0];
    next?.focus({ preventScroll: next.dataset["key"] === "heading" });
  }

  private parts(): readonly HTMLElement[] {
    const { view, visit } = this;
    const { saying, hasReview } = this.opening;
    const about = { visit, saying, sum: this.sum() };
    const back = () => this.show({ is: "shelf" }, "basket");
    if (view.is === "product") {
      const { item } = view;
      return productView({
        ...{ item, saying },
        close: () => this.show({ is: "shelf" }, `look ${item.id}`),
        add: () => this.add(item),
      });
    }
    if (view.is === "swap") {
      return swapView({ ...view, saying, take: () => this.takeOther(view), keep: () => this.keepFirst(view) });
    }
    if (view.is === "review") return reviewView({ ...about, back, on: () => this.buy() });
    if (view.is === "shelf") return this.shelfParts();
    const isReviewed = () => hasReview || visit.basket().length === 0;
    const on = () => (isReviewed() ? this.show({ is: "review" }) : this.buy());
    return basketView({ ...about, back, on, set: (item, pieces) => this.set(item, pieces) });
  }

  private shelfParts(): readonly HTMLElement[] {
    const { saying, task } = this.opening;
    const label = fillIn(saying.say("basketButton"), { total: this.sum() });
    const open = button({ label, className: "button shop-basket", key: "basket" }, () => this.toBasket());
    return [element("div", "shop-head", [heading(task), open]), this.tools.element, ...shelfGrid(this.shelf())];
  }
}

/** Draws the parts before and after the tools, which stay in the page. */
function drawAround(body: HTMLElement, parts: readonly HTMLElement[], tools: HTMLElement): void {
  for (const child of [...body.children]) if (child !== tools) child.remove();
  const at = parts.indexOf(tools);
  tools.before(...parts.slice(0, at));
  tools.after(...parts.slice(at + 1));
}
