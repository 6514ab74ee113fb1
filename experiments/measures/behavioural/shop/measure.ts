import { z } from "zod";
import { type DrawRules, Money } from "../../../contract/draw.ts";
import { defineMeasure } from "../../../contract/measure.ts";
import { LocalText } from "../../../contract/text.ts";
import { Currency } from "../../stated/money.ts";
import { lotteryOf, stakesFactor, stakesParameters } from "../stakes.ts";
import { basketAfter, countedShopping } from "./basket.ts";
import { ShopItem } from "./items.ts";
import { LEAST_EVENTS, outline } from "./outline.ts";
import { payPriceOf } from "./prices.ts";
import { rowsByProduct, ShopRow, scoreShopping } from "./score.ts";
import { texts } from "./texts.ts";
import { trial } from "./trial.ts";

const meta = (title: string, description: string) => ({ title, description });

const parameters = z.object({
  ...stakesParameters(texts),
  table: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .meta(
      meta(
        "Product table",
        "A CSV file of the study: Category, Product, Image, Price, PackSize, PackUnit, and Id, Tax, Discount, Swap, Label where wanted.",
      ),
    ),
  items: z
    .array(ShopItem)
    .min(1)
    .max(2000)
    .nullable()
    .default(null)
    .meta(meta("Products", "The rows of the product table; read from it where a table is named.")),
  task: LocalText.default({
    en: "Shop as you would for one week.",
    nl: "Winkel zoals u voor één week zou doen.",
    de: "Kaufen Sie so ein, wie Sie es für eine Woche täten.",
  }).meta(meta("Task", "What shoppers are asked to do.")),
  budget: Money.nullable()
    .default(null)
    .meta(meta("Budget", "The most a basket may cost; what a winner has to spend where it is left out.")),
  currency: Currency.default("EUR").meta(
    meta("Currency", "Of the prices, as an ISO 4217 code, where neither budget nor endowment says it."),
  ),
  shuffle: z
    .boolean()
    .default(true)
    .meta(meta("Shuffle", "Whether products stand in a random order on each shelf, another for each shopper.")),
  perPage: z.int().min(4).max(60).default(12).meta(meta("Products a page", "How many are shown at once.")),
  unitPrice: z.boolean().default(true).meta(meta("Price per unit", "Whether it stands below the price.")),
  review: z.boolean().default(true).meta(meta("Look over", "Whether the basket is shown again before it is bought.")),
  swaps: z
    .boolean()
    .default(true)
    .meta(meta("Swaps", "Whether the product under Swap is offered when another is added; it can be refused.")),
  picture: z.enum(["shown", "hidden"]).default("shown").meta(meta("Pictures", "Whether products show their pictures.")),
});
type Parameters = z.infer<typeof parameters>;

/** The most a basket may cost, in hundredths; null = whatever one likes. */
function limitOf({ budget, endowment }: Parameters): number | null {
  const amount = budget?.amount ?? endowment?.amount;
  return amount === undefined ? null : Math.round(100 * amount);
}

/** The first basket that was confirmed binds, at the table's own prices; one that costs more than there was to spend was not
 *  put together in the shop and takes nothing. */
const draw: DrawRules<Parameters> = {
  lottery: lotteryOf,
  dearest: (asked) => (limitOf(asked) ?? 0) / 100,
  settle({ bodies, parameters: asked }) {
    const shopping = countedShopping(
      bodies.map((body) => ({
        event: String(body["event"]),
        item: idOf(body["item"]),
        quantity: piecesOf(body["quantity"]),
      })),
    );
    if (shopping === null) return "incomplete";
    const items = new Map((asked.items ?? []).map((item) => [item.id, item]));
    const basket = [...basketAfter(shopping)].flatMap(([id, quantity]) => {
      const item = items.get(id);
      return item === undefined ? [] : [{ item: id, quantity, price: quantity * payPriceOf(item) }];
    });
    const price = basket.reduce((sum, one) => sum + one.price, 0);
    const fits = price <= (limitOf(asked) ?? Number.POSITIVE_INFINITY);
    return {
      counted: null,
      priceDrawn: null,
      prices: null,
      takes: fits ? basket.map(({ item, quantity }) => ({ item, quantity })) : [],
      price: fits ? price : 0,
    };
  },
};

const idOf = (value: unknown) => (typeof value === "string" ? value : null);
const piecesOf = (value: unknown) => (typeof value === "number" && Number.isSafeInteger(value) ? value : null);

/** A shop with shelves, a basket and a checkout. The score of a product is how many pieces of it were bought. */
export const shop = defineMeasure({
  ...outline,
  kind: "behavioural",
  title: { en: "A shop", nl: "Een winkel", de: "Ein Laden" },
  sources: [
    {
      citation:
        "Waterlander, W. E., Jiang, Y., Steenhuis, I. H. M., & Ni Mhurchu, C. (2015). Using a 3D virtual supermarket to measure food purchase behavior: A validation study. Journal of Medical Internet Research, 17(4), e107.",
      doi: "10.2196/jmir.3774",
    },
  ],
  parameters,
  trial,
  row: ShopRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, null],
  happenedWhen: ">0",
  factors: stakesFactor,
  leastTrials: () => LEAST_EVENTS,
  draw,
  countsEveryAttempt: true,
  rowsByProduct,
  score: scoreShopping,
});
