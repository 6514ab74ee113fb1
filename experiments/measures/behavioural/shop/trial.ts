import { z } from "zod";
import { ProductName } from "../../../contract/productName.ts";
import { TrialNumber } from "../../../contract/trial.ts";
import { drawFields } from "../stakes.ts";

export const shopEvents = [
  ...(["open", "category", "search", "sort", "page", "look", "close", "add", "remove", "quantity"] as const),
  ...(["swapShown", "swapTaken", "swapRefused", "basket", "confirm"] as const),
] as const;

/** What the browser records: one trial an event. */
export const trial = z.object({
  /** The event's place in the visit, from 0. */
  trialIndex: TrialNumber,
  event: z.enum(shopEvents),
  /** The product's id; null where it is about none. */
  item: z.string().nullable(),
  /** Pieces of it in the basket after the event; in `confirm` of everything. */
  quantity: z.int().min(0).nullable(),
  unitPrice: z.number().positive().nullable(),
  /** Its place on the shelf as it was shown, from 0; null where it was not chosen from one. */
  place: z.int().min(0).nullable(),
  basketTotal: z.number().min(0),
  /** ms since the shop was first painted; time in which the page was closed does not count. */
  atMs: z.number().min(0),
  /** In `close`: ms that the product was in view. */
  dwellMs: z.number().min(0).nullable(),
  /** The shelf, the words, the order or the page that was asked for. */
  sought: z.string().max(120).nullable(),
  /** In `open`: the products of the study that are sold here; else empty. */
  products: z.array(ProductName),
  ...drawFields,
});
