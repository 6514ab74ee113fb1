import type { ShopItem } from "../../measures/behavioural/shop/items.ts";
import { payPriceOf } from "../../measures/behavioural/shop/prices.ts";
import { foundItems, type Sorting, type Wish } from "../../measures/behavioural/shop/shelf.ts";
import type { shopEvents } from "../../measures/behavioural/shop/trial.ts";
import type { Observed } from "../recordedBody.ts";

export type ShopEventName = (typeof shopEvents)[number];

/** Something a shopper did. Money in the currency's unit. */
export type ShopDid = {
  readonly event: ShopEventName;
  readonly item: string | null;
  readonly quantity: number | null;
  readonly unitPrice: number | null;
  readonly place: number | null;
  readonly basketTotal: number;
  readonly dwellMs: number | null;
  readonly sought: string | null;
};

/** An event as it was observed; `atMs` counts from the first paint of the shop. */
export type ShopObserved = ShopDid & { readonly atMs: number; readonly observed: Observed };

/** Where a visit is, as it is kept for when the page is closed. */
export type KeptVisit = {
  readonly basket: readonly (readonly [item: string, pieces: number])[];
  readonly wish: Wish;
  readonly page: number;
  /** Events so far, and when the last one was, ms. */
  readonly events: number;
  readonly atMs: number;
  /** Whether the basket was confirmed. */
  readonly isDone: boolean;
};

type Stock = {
  readonly items: readonly ShopItem[];
  /** The most a basket may cost, in hundredths; null = whatever one likes. */
  readonly limit: number | null;
  readonly perPage: number;
};

type About = { readonly item?: ShopItem; readonly sought?: string | null; readonly dwellMs?: number | null };

type Where = Pick<KeptVisit, "basket" | "wish" | "page">;
type Note = (did: ShopDid, where: Where) => void;

/** One shopper's visit: what they look at, what is in the basket, and each event. Nothing of the page. */
export class ShopVisit {
  private readonly stock: Stock;
  private readonly note: Note;
  private readonly byId: ReadonlyMap<string, ShopItem>;
  private readonly pieces: Map<string, number>;
  private wished: Wish;
  private at: number;

  constructor(stock: Stock, from: Where | null, note: Note) {
    this.stock = stock;
    this.note = note;
    this.byId = new Map(stock.items.map((item) => [item.id, item]));
    this.pieces = new Map((from?.basket ?? []).filter(([id]) => this.byId.has(id)));
    this.wished = from?.wish ?? { category: null, query: "", sorting: "shelf" };
    this.at = from?.page ?? 0;
  }

  wish(): Wish {
    return this.wished;
  }

  /** The page that is shown, from 0. */
  page(): number {
    return Math.min(this.at, this.pages() - 1);
  }

  pages(): number {
    return Math.max(1, Math.ceil(this.found().length / this.stock.perPage));
  }

  shown(): readonly ShopItem[] {
    const { perPage } = this.stock;
    return this.found().slice(this.page() * perPage, (this.page() + 1) * perPage);
  }

  item(id: string | undefined): ShopItem | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }

  piecesOf({ id }: ShopItem): number {
    return this.pieces.get(id) ?? 0;
  }

  basket(): readonly { readonly item: ShopItem; readonly pieces: number }[] {
    return [...this.pieces].flatMap(([id, pieces]) => {
      const item = this.byId.get(id);
      return item === undefined ? [] : [{ item, pieces }];
    });
  }

  /** What the basket costs, in hundredths. */
  total(): number {
    return this.basket().reduce((sum, { item, pieces }) => sum + pieces * payPriceOf(item), 0);
  }

  /** Adds one piece; false where that costs too much. */
  add(item: ShopItem, event: "add" | "swapTaken" = "add"): boolean {
    const isIn = this.put(item, this.piecesOf(item) + 1);
    if (isIn) this.tell(event, { item });
    return isIn;
  }

  /** Sets how many are in the basket; 0 takes it out. False where that costs too much. */
  set(item: ShopItem, pieces: number): boolean {
    const isSet = this.put(item, pieces);
    if (isSet) this.tell(pieces === 0 ? "remove" : "quantity", { item });
    return isSet;
  }

  choose(category: string | null): void {
    this.seek({ category });
    this.tell("category", { sought: category ?? "" });
  }

  /** Narrows what is shown; `searched` notes it, once somebody has stopped typing. */
  search(query: string): void {
    this.seek({ query: query.slice(0, MOST_LETTERS) });
  }

  searched(): void {
    this.tell("search", { sought: this.wished.query });
  }

  sort(sorting: Sorting): void {
    this.seek({ sorting });
    this.tell("sort", { sought: sorting });
  }

  turn(by: 1 | -1): void {
    this.at = Math.max(0, Math.min(this.pages() - 1, this.page() + by));
    this.tell("page", { sought: String(this.at + 1) });
  }

  /** Notes an event, with what is kept of the visit after it. */
  tell(event: ShopEventName, { item, sought = null, dwellMs = null }: About = {}): void {
    const isFromShelf = item !== undefined && event !== "quantity" && event !== "remove";
    const place = isFromShelf ? this.found().indexOf(item) : -1;
    const did = {
      event,
      item: item?.id ?? null,
      quantity: this.quantityIn(event, item),
      unitPrice: item === undefined ? null : payPriceOf(item) / 100,
      place: place < 0 ? null : place,
      basketTotal: this.total() / 100,
      dwellMs,
      sought,
    };
    this.note(did, { basket: [...this.pieces], wish: this.wished, page: this.at });
  }

  private quantityIn(event: ShopEventName, item: ShopItem | undefined): number | null {
    if (event === "confirm") return [...this.pieces.values()].reduce((sum, pieces) => sum + pieces, 0);
    return item !== undefined && CHANGES.has(event) ? this.piecesOf(item) : null;
  }

  private put(item: ShopItem, pieces: number): boolean {
    const { limit } = this.stock;
    const added = pieces - this.piecesOf(item);
    const isTooMuch = added > 0 && limit !== null && this.total() + added * payPriceOf(item) > limit;
    if (isTooMuch || pieces > MOST_PIECES || pieces < 0) return false;
    if (pieces === 0) this.pieces.delete(item.id);
    else this.pieces.set(item.id, pieces);
    return true;
  }

  private found(): readonly ShopItem[] {
    return foundItems(this.stock.items, this.wished);
  }

  private seek(next: Partial<Wish>): void {
    this.wished = { ...this.wished, ...next };
    this.at = 0;
  }
}

const MOST_PIECES = 99;
const MOST_LETTERS = 120;
const CHANGES: ReadonlySet<ShopEventName> = new Set(["add", "quantity", "remove", "swapTaken"]);
