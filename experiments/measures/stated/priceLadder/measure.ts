import { z } from "zod";
import { defineMeasure, type Score } from "../../../contract/measure.ts";
import { AnswerRow, lastAnswers, type AnswerRow as Row, rowsBelow } from "../answers.ts";
import { Currency } from "../money.ts";
import { statedParameters } from "../parameters.ts";
import { ratingTrial } from "../statedTrial.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

const Prices = z
  .array(z.number().positive())
  .min(2)
  .max(20)
  .refine((prices) => prices.every((price, index) => index === 0 || price > (prices[index - 1] ?? 0)), {
    error: "prices that rise",
  });

/** Buying at one price after another, after Gabor and Granger. The score is the highest accepted price, 0 when none was;
 *  `violations` counts refused prices below it. Items are `priceLadder.<price>`, 1 = would buy. The demand of a group is
 *  in analysis/statistics/prices/gaborGranger.ts. */
export const priceLadder = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Price ladder", nl: "Prijsladder", de: "Preisleiter" },
  sources: [
    {
      citation:
        "Gabor, A., & Granger, C. W. J. (1966). Price as an indicator of quality: Report on an enquiry. Economica, 33(129), 43-70.",
      doi: "10.2307/2552272",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    currency: Currency.default("EUR").meta({ title: "Currency", description: "Its code, such as EUR or USD." }),
    prices: Prices.default([3, 4, 5, 6, 7]).meta({ title: "Prices", description: "Rising; each is asked about." }),
    procedure: z.enum(["every", "ladder"]).default("every").meta({
      title: "Which prices are asked",
      description: "every: all prices in a random order; ladder: up while accepted, down while refused.",
    }),
    start: z.enum(["random", "middle"]).default("random").meta({
      title: "Where the ladder starts",
      description: "Where the ladder starts: at a price drawn from the session's seed, or in the middle.",
    }),
  }),
  trial: ratingTrial().extend({ price: z.number().positive() }),
  row: AnswerRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, null],
  factors: () => ({}),
  // Up or down until the answer changes; a declined price ends it.
  leastTrials: ({ prices, procedure }) => (procedure === "every" ? prices.length : 1),
  score: scoreLadder,
});

function scoreLadder(rows: readonly Row[]): Score {
  const answers = [...lastAnswers(rowsBelow(rows, "priceLadder"))].map(([item, value]) => ({
    price: Number(item.slice("priceLadder.".length)),
    value,
  }));
  const given = answers.filter(({ value }) => value !== null);
  const decided = given.filter(({ price, value }) => price > 0 && (value === 0 || value === 1));
  const nothing = { prices_asked: decided.length, violations: null };
  if (answers.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts: nothing };
  if (given.length === 0) return { value: null, excluded: "not-answered", trialsUsed: 0, parts: nothing };
  if (decided.length < given.length) return { value: null, excluded: "off-scale", trialsUsed: 0, parts: nothing };
  const highest = Math.max(0, ...decided.filter(({ value }) => value === 1).map(({ price }) => price));
  const violations = decided.filter(({ price, value }) => value === 0 && price < highest).length;
  return { value: highest, trialsUsed: decided.length, parts: { prices_asked: decided.length, violations } };
}
