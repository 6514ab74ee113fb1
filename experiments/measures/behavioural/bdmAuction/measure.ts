import { z } from "zod";
import type { DrawRules } from "../../../contract/draw.ts";
import { defineMeasure } from "../../../contract/measure.ts";
import { Currency } from "../../stated/money.ts";
import { HIGHEST_AMOUNT } from "../highestAmount.ts";
import { hundredths, lotteryOf, stakesFactor, stakesParameters } from "../stakes.ts";
import { outline } from "./outline.ts";
import { BidRow, scoreBids } from "./score.ts";
import { texts } from "./texts.ts";
import { trial } from "./trial.ts";

const meta = (title: string, description: string) => ({ title, description });
const Price = z.number().positive().max(HIGHEST_AMOUNT).multipleOf(0.01);

const Prices = z
  .strictObject({
    from: Price.default(0.5).meta(meta("From", "The lowest sealed price.")),
    to: Price.default(6.4).meta(meta("To", "The highest sealed price.")),
    step: Price.default(0.1).meta(meta("Step", "From one possible price to the next.")),
  })
  .refine(({ from, to }) => to > from, { error: "prices that rise", path: ["to"] })
  .refine(({ from, to, step }) => (hundredths(to) - hundredths(from)) % hundredths(step) === 0, {
    error: "a step that leads from the lowest price to the highest",
    path: ["step"],
  });

const parameters = z.object({
  ...stakesParameters(texts),
  currency: Currency.default("EUR").meta(
    meta("Currency", "Of the prices, as an ISO 4217 code, where there is no endowment to say it."),
  ),
  prices: Prices.prefault({}).meta(
    meta("Prices", "The sealed prices there are; participants see them after the draw."),
  ),
  rounds: z.int().min(1).max(5).default(2).meta(meta("Rounds", "How often it is asked; the last answer counts.")),
  practice: z.boolean().default(true).meta(meta("Practice", "Whether a token of known worth comes first.")),
  checks: z
    .boolean()
    .default(true)
    .meta(meta("Questions of understanding", "Whether three questions show that the rule was understood.")),
  shelfPrice: Price.nullable()
    .default(null)
    .meta(meta("Price in the shop", "What the product costs elsewhere; no sealed price may end below it.")),
  picture: z
    .enum(["shown", "hidden"])
    .default("shown")
    .meta(meta("Picture", "Whether the product's picture stands above the question.")),
});
type Parameters = z.infer<typeof parameters>;

/** The last round's answer counts, the first that was stored of it; who said the drawn price or more buys at that price. */
const draw: DrawRules<Parameters> = {
  lottery: lotteryOf,
  dearest: ({ prices }) => prices.to,
  settle({ bodies, parameters: { prices, rounds }, below, productOfInstance }) {
    const said = bodies.find(({ kind, round }) => kind === "bid" && round === rounds - 1);
    const isWhole = Array.from({ length: rounds }, (_, round) => round).every((round) =>
      bodies.some((body) => body["kind"] === "bid" && body["round"] === round),
    );
    if (said === undefined || !isWhole) return "incomplete";
    const [from, to, step] = [hundredths(prices.from), hundredths(prices.to), hundredths(prices.step)];
    const price = from + step * below((to - from) / step + 1, "price");
    const bid = typeof said["bid"] === "number" ? said["bid"] : 0;
    const buys = hundredths(bid) >= price;
    return {
      counted: null,
      priceDrawn: price,
      prices: { from, to, step },
      takes: buys ? [{ item: productOfInstance ?? "", quantity: 1 }] : [],
      price: buys ? price : 0,
    };
  },
};

/** The most somebody would pay, asked so that the truth serves them best: a price is drawn, and who said as much or more
 *  buys at the price drawn. The score is the last answer. */
export const bdmAuction = defineMeasure({
  ...outline,
  kind: "behavioural",
  title: {
    en: "The most one would pay",
    nl: "Wat men hoogstens zou betalen",
    de: "Was man höchstens bezahlen würde",
  },
  sources: [
    {
      citation:
        "Becker, G. M., DeGroot, M. H., & Marschak, J. (1964). Measuring utility by a single-response sequential method. Behavioral Science, 9(3), 226-232.",
      doi: "10.1002/bs.3830090304",
    },
    {
      citation:
        "Wertenbroch, K., & Skiera, B. (2002). Measuring consumers' willingness to pay at the point of purchase. Journal of Marketing Research, 39(2), 228-241.",
      doi: "10.1509/jmkr.39.2.228.19086",
    },
    {
      citation:
        "Schmidt, J., & Bijmolt, T. H. A. (2020). Accurately measuring willingness to pay for consumer goods: a meta-analysis of the hypothetical bias. Journal of the Academy of Marketing Science, 48, 499-518.",
    },
  ],
  parameters,
  trial,
  row: BidRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, null],
  factors: stakesFactor,
  draw,
  score: scoreBids,
});
