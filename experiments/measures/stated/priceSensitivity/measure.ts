import { z } from "zod";
import { defineMeasure, type Score } from "../../../contract/measure.ts";
import { AnswerRow, answerTo, type AnswerRow as Row, rowsBelow } from "../answers.ts";
import { Currency } from "../money.ts";
import { statedParameters } from "../parameters.ts";
import { isOnScale } from "../scale.ts";
import { statedTrial } from "../statedTrial.ts";
import { intentScale, outline, priceItems, pricesRise } from "./outline.ts";
import { texts } from "./texts.ts";

/** Price sensitivity after Van Westendorp: too cheap, cheap, expensive, too expensive. The score is the middle of the
 *  range a person finds acceptable, between cheap and expensive; people whose prices do not rise strictly keep it and
 *  are excluded as inconsistent. The curves of a group are in analysis/statistics/prices/vanWestendorp.ts. */
export const priceSensitivity = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Price sensitivity", nl: "Prijsgevoeligheid", de: "Preisempfinden" },
  sources: [
    {
      citation:
        "Van Westendorp, P. H. (1976). NSS Price Sensitivity Meter (PSM): A new approach to study consumer perception of prices. Proceedings of the 29th ESOMAR Congress, 139-167.",
    },
    {
      citation:
        "Newton, D., Miller, J., & Smith, P. (1993). A market acceptance extension to traditional price sensitivity measurement. Proceedings of the American Marketing Association Advanced Research Techniques Forum.",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    currency: Currency.default("EUR").meta({ title: "Currency", description: "Its code, such as EUR or USD." }),
    highestPrice: z
      .number()
      .positive()
      .default(10_000)
      .meta({ title: "Highest price taken", description: "A higher one is asked for again.", level: "more" }),
    /** `askAgain`: prices that do not rise are shown once more; `off`. */
    orderCheck: z.enum(["askAgain", "off"]).default("askAgain").meta({
      title: "When prices do not rise",
      description: "askAgain: they are shown once more. off: they are taken as given.",
      level: "more",
    }),
    askIntent: z.boolean().default(false).meta({
      title: "Ask for intent too",
      description: "Whether buying at the cheap and at the expensive price is asked too (Newton, Miller & Smith 1993).",
    }),
    typicalPrice: z.number().positive().default(5).meta({
      title: "Price of simulated people",
      description: "What simulated participants answer around; nobody sees it.",
      level: "more",
    }),
  }),
  trial: statedTrial(z.number().min(0)).extend({
    /** 0 when asked first, 1 when asked again because the prices did not rise. */
    round: z.int().min(0).max(1),
    lowest: z.int().nullable(),
    highest: z.int().nullable(),
  }),
  row: AnswerRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, null],
  factors: () => ({}),
  leastTrials: () => priceItems.length,
  score: scorePrices,
});

function scorePrices(rows: readonly Row[]): Score {
  const own = rowsBelow(rows, "priceSensitivity");
  const priceOf = (item: string) => {
    const answer = answerTo(own, `priceSensitivity.${item}`);
    return typeof answer === "number" && answer >= 0 ? answer : null;
  };
  const intentOf = (item: string) => {
    const answer = answerTo(own, `priceSensitivity.${item}`) ?? null;
    return isOnScale(answer, intentScale) ? answer : null;
  };
  const [tooCheap, cheap, expensive, tooExpensive] = priceItems.map(priceOf);
  const parts = {
    too_cheap: tooCheap ?? null,
    cheap: cheap ?? null,
    expensive: expensive ?? null,
    too_expensive: tooExpensive ?? null,
    intent_cheap: intentOf("intentCheap"),
    intent_expensive: intentOf("intentExpensive"),
  };
  if (own.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  const prices = [tooCheap, cheap, expensive, tooExpensive].filter((price) => typeof price === "number");
  const value = typeof cheap === "number" && typeof expensive === "number" ? (cheap + expensive) / 2 : null;
  if (prices.length < 4) return { value, excluded: "not-answered", trialsUsed: prices.length, parts };
  const scored = { value, trialsUsed: 4, parts };
  return pricesRise(prices) ? scored : { ...scored, excluded: "inconsistent" };
}
