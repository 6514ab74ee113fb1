/** What a shopper did, as far as it changes the basket: one recorded event. */
export type ShopEvent = {
  readonly event: string;
  /** The product it is about; absent or null for none. */
  readonly item?: string | null | undefined;
  /** How many of it are in the basket after it. */
  readonly quantity?: number | null | undefined;
};

/** The shopping that counts: from the opening of the shop to the first basket that was confirmed. Null while none is. A shop
 *  that opens anew, as at another device, opens with an empty basket. */
export function countedShopping<Event extends ShopEvent>(events: readonly Event[]): readonly Event[] | null {
  const end = events.findIndex(({ event }) => event === "confirm");
  if (end < 0) return null;
  const opened = events.slice(0, end).findLastIndex(({ event }) => event === "open");
  return events.slice(Math.max(0, opened), end + 1);
}

/** Whether an event says how many of its product are in the basket now. */
const CHANGES: ReadonlySet<string> = new Set(["add", "quantity", "remove", "swapTaken"]);

/** What is in the basket after these events: product → pieces, in the order in which they came in. */
export function basketAfter(events: readonly ShopEvent[]): ReadonlyMap<string, number> {
  const basket = new Map<string, number>();
  for (const { event, item, quantity } of events) {
    if (event === "open") basket.clear();
    if (!CHANGES.has(event) || typeof item !== "string") continue;
    const pieces = event === "remove" ? 0 : Math.floor(Number(quantity));
    if (pieces > 0) basket.set(item, pieces);
    else basket.delete(item);
  }
  return basket;
}
