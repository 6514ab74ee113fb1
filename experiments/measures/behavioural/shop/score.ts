import { z } from "zod";
import type { Score } from "../../../contract/measure.ts";
import { basketAfter, countedShopping } from "./basket.ts";
import { shopEvents } from "./trial.ts";

const optionalNumber = z.preprocess((value) => (value === "" ? undefined : value), z.coerce.number().optional());

/** A list of ids as the JSON of its cell; "" = none. */
const Ids = z.string().transform((text, context): readonly string[] => {
  if (text === "") return [];
  try {
    const parsed = z.array(z.string()).safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // Said below.
  }
  context.addIssue({ code: "custom", message: "a list of product ids as JSON", input: text });
  return z.NEVER;
});

/** One event of a table for scoring. */
export const ShopRow = z.object({
  event: z.enum(shopEvents),
  item: z.string().default(""),
  quantity: optionalNumber,
  unitPrice: optionalNumber,
  place: optionalNumber,
  dwellMs: optionalNumber,
  products: Ids.default([]),
  trialIndex: z.coerce.number().default(0),
  /** The product whose score is asked for; set by `rowsByProduct`. */
  focus: z.string().optional(),
});
export type ShopRow = z.infer<typeof ShopRow>;

/** Every product of the study that is sold in the shop: the whole visit, each time with that product in mind. */
export function rowsByProduct(rows: readonly ShopRow[]): ReadonlyMap<string, readonly ShopRow[]> {
  const products = new Set(rows.flatMap((row) => row.products));
  return new Map([...products].map((focus) => [focus, rows.map((row) => ({ ...row, focus }))]));
}

/** Pieces in the basket that was confirmed: of one product, of everything where none is asked about. */
export function scoreShopping(rows: readonly ShopRow[]): Score {
  const shopping = countedShopping(rows);
  if (shopping === null) {
    return { value: null, excluded: rows.length === 0 ? "no-trials" : "not-answered", trialsUsed: 0, parts: noParts };
  }
  const focus = rows.find((row) => row.focus !== undefined)?.focus;
  const prices = new Map(
    shopping.flatMap(({ item, unitPrice }) => (unitPrice === undefined ? [] : [[item, unitPrice] as const])),
  );
  const spent = ([item, pieces]: readonly [string, number]) => pieces * (prices.get(item) ?? 0);
  const basket = [...basketAfter(shopping)];
  const own = basket.filter(([item]) => focus === undefined || item === focus);
  const about = shopping.filter(({ item }) => (focus === undefined ? item !== "" : item === focus));
  const [spend, total] = [sum(own.map(spent)), sum(basket.map(spent))];
  return {
    value: sum(own.map(([, pieces]) => pieces)),
    trialsUsed: shopping.length,
    parts: {
      spend: cents(spend),
      share_of_spend: total === 0 ? null : spend / total,
      dwell_ms: sum(about.flatMap(({ dwellMs }) => dwellMs ?? [])),
      looks: about.filter(({ event }) => event === "look").length,
      removed: about.filter(({ event }) => event === "remove").length,
      first_place: about.find(({ place }) => place !== undefined)?.place ?? null,
    },
  };
}

const noParts = {
  ...{ spend: null, share_of_spend: null, dwell_ms: null, looks: null, removed: null, first_place: null },
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function cents(amount: number): number {
  return Math.round(100 * amount) / 100;
}
