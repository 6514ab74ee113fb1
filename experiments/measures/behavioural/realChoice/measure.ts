import { z } from "zod";
import type { DrawRules } from "../../../contract/draw.ts";
import { Id } from "../../../contract/id.ts";
import { defineMeasure } from "../../../contract/measure.ts";
import { Currency } from "../../stated/money.ts";
import { HIGHEST_AMOUNT } from "../highestAmount.ts";
import { hundredths, lotteryOf, stakesFactor, stakesParameters } from "../stakes.ts";
import { choiceSets } from "./choiceSets.ts";
import { choiceCount, outline } from "./outline.ts";
import { ChoiceRow, rowsByProduct, scoreChoices } from "./score.ts";
import { texts } from "./texts.ts";
import { trial } from "./trial.ts";

const Price = z.number().positive().max(HIGHEST_AMOUNT).multipleOf(0.01);

const meta = (title: string, description: string) => ({ title, description });

const DesignRow = z.strictObject({
  set: z.int().min(0).meta(meta("Set", "Rows of one number are shown together.")),
  product: Id.meta(meta("Product", "A product of the study.")),
  price: Price.meta(meta("Price", "In the currency's unit.")),
  attributes: z
    .record(z.string(), z.string())
    .default({})
    .meta(meta("Attributes", "What else stands on the card, such as { Pack: 250 g }.")),
});

const Sets = z
  .strictObject({
    products: z.array(Id).default([]).meta(meta("Products", "What is offered; all products of the study when empty.")),
    count: z.int().min(1).max(200).default(12).meta(meta("Choices", "Choices altogether, repetitions included.")),
    repeats: z
      .int()
      .min(0)
      .max(50)
      .default(3)
      .meta(meta("Repetitions", "Sets of the first half that are shown again in the second, places mirrored.")),
    prices: z
      .array(Price)
      .min(1)
      .max(10)
      .default([2.49, 2.99, 3.49])
      .meta(meta("Prices", "Each product is offered at each of them.")),
    size: z.int().min(2).max(4).default(4).meta(meta("Products on a screen", "At most so many, 2 to 4.")),
  })
  .refine(({ count, repeats }) => repeats * 3 <= count, {
    error: "repetitions of at most a third of the choices",
    path: ["repeats"],
  });

const TimePressure = z.strictObject({
  fastSeconds: z
    .number()
    .min(1)
    .max(60)
    .default(5)
    .meta(meta("Seconds", "How long a choice may take when it is fast.")),
  unhurriedRoute: z
    .boolean()
    .default(true)
    .meta(meta("More time on request", "People who cannot choose fast are given the time they need.")),
});

const parameters = z.object({
  ...stakesParameters(texts),
  currency: Currency.default("EUR").meta(
    meta("Currency", "Of the prices, as an ISO 4217 code, where there is no endowment to say it."),
  ),
  sets: Sets.prefault({}).meta(meta("Sets", "How the sets are made: products, prices, how many.")),
  design: z
    .array(DesignRow)
    .min(1)
    .max(4000)
    .nullable()
    .default(null)
    .meta(meta("Sets of your own", "Rows of set, product, price and attributes, in place of sets that are made.")),
  none: z.boolean().default(true).meta(meta("None", "Whether none of the products can be chosen.")),
  practice: z.boolean().default(true).meta(meta("Practice", "Whether one choice that does not count comes first.")),
  timePressure: TimePressure.nullable()
    .default(null)
    .meta(meta("Time pressure", "Half the participants choose within so many seconds.")),
  picture: z
    .enum(["shown", "hidden"])
    .default("shown")
    .meta(meta("Pictures", "Whether the cards show the products' pictures.")),
});
type Parameters = z.infer<typeof parameters>;

/** The choice that is drawn binds: product and price are those of the set as it was made for the session, whatever the
 *  browser says was offered. */
const draw: DrawRules<Parameters> = {
  lottery: lotteryOf,
  dearest: ({ sets, design }) =>
    Math.max(...(design ?? sets.prices.map((price) => ({ price }))).map(({ price }) => price)),
  settle({ bodies, parameters: asked, products, seed, below }) {
    const sets = choiceSets(asked, products, seed);
    const first = new Map<unknown, unknown>();
    for (const { kind, setIndex, chosen } of bodies) {
      if (kind === "choice" && !first.has(setIndex)) first.set(setIndex, chosen);
    }
    if (sets.some((_, index) => !first.has(index))) return "incomplete";
    const counted = below(choiceCount(asked), "counted");
    const taken = sets[counted]?.offers.find(({ product }) => product === first.get(counted));
    return {
      counted,
      priceDrawn: null,
      prices: null,
      takes: taken ? [{ item: taken.product, quantity: 1 }] : [],
      price: taken ? hundredths(taken.price) : 0,
    };
  },
};

/** Choices between products at prices, one of which may be carried out. The score of a product is how often it was taken
 *  of how often it was offered. Models of all choices together are in analysis/findings. */
export const realChoice = defineMeasure({
  ...outline,
  kind: "behavioural",
  title: { en: "Choices between products", nl: "Keuzes tussen producten", de: "Entscheidungen zwischen Produkten" },
  sources: [
    {
      citation:
        "Azrieli, Y., Chambers, C. P., & Healy, P. J. (2018). Incentives in experiments: A theoretical analysis. Journal of Political Economy, 126(4), 1472-1503.",
      doi: "10.1086/698136",
    },
    {
      citation:
        "Charness, G., Gneezy, U., & Halladay, B. (2016). Experimental methods: Pay one or pay all. Journal of Economic Behavior & Organization, 131, 141-150.",
    },
    {
      citation:
        "Konovalov, A., & Krajbich, I. (2019). Revealed strength of preference: Inference from response times. Judgment and Decision Making, 14(4), 381-394.",
    },
    {
      citation:
        "Friese, M., Wänke, M., & Plessner, H. (2006). Implicit consumer preferences and their influence on product choice. Psychology & Marketing, 23(9), 727-740.",
      doi: "10.1002/mar.20126",
    },
  ],
  parameters,
  trial,
  row: ChoiceRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, 1],
  happenedWhen: ">0.5",
  factors: (asked) => ({
    ...stakesFactor(asked),
    ...(asked.timePressure === null ? {} : { pressure: ["fast", "unhurried"] as const }),
  }),
  draw,
  rowsByProduct,
  score: scoreChoices,
});
