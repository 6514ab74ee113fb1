import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { SimulatedPerson } from "../../../contract/simulatedPerson.ts";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { numberItem } from "../../../plugins/numbers/numberItem.ts";
import { numberScale, ratingItem } from "../../../plugins/rating/ratingItem.ts";
import { amountText, currencySign, moneyText } from "../money.ts";
import { simulatedAmount } from "../simulatedAnswers.ts";
import { fillIn } from "../wording.ts";
import type { priceSensitivity } from "./measure.ts";
import { intentScale, outline, priceItems, pricesRise } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

type Options = TimelineOptions<z.infer<typeof priceSensitivity.parameters>>;
type PriceItem = (typeof priceItems)[number];
type Prices = Map<PriceItem, number | null>;
type Round = 0 | 1;

/** Where a simulated person's four prices lie around what they find fair. */
const SHARES = { tooCheap: 0.55, cheap: 0.8, expensive: 1.25, tooExpensive: 1.6 } as const;
const SPREAD = 0.25;

/** Four prices; once more where they do not rise; then, where asked for, buying at two of them. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const prices: Prices = new Map();
  const fair = fairPrice(options.parameters.typicalPrice, options.person);
  const mustAskAgain = () => {
    const given = priceItems.map((item) => prices.get(item)).filter((price) => typeof price === "number");
    return options.parameters.orderCheck === "askAgain" && given.length === 4 && !pricesRise(given);
  };
  const recheck = { isNeeded: false };
  const first = priceItems.map((item, index) => priceTrial(options, { item, index, round: 0, prices, fair }));
  const again = priceItems.map((item, index) => ({
    timeline: [priceTrial(options, { item, index: index + 4, round: 1, prices, fair })],
    conditional_function: () => {
      if (index === 0) recheck.isNeeded = mustAskAgain();
      return recheck.isNeeded;
    },
  }));
  const intents = options.parameters.askIntent
    ? (["cheap", "expensive"] as const).map((item, index) => intentTrial(options, { item, index: index + 8, prices }))
    : [];
  return { timeline: [...first, ...again, ...intents].slice(options.fromBlock ?? 0) };
}

function fairPrice(typical: number, person: SimulatedPerson | undefined): () => number {
  let drawn: number | null = null;
  return () => {
    drawn ??= person ? simulatedAmount(person, { typical, spread: SPREAD }) : typical;
    return drawn;
  };
}

/** Careless people name prices in no order, bots the same one four times. */
function shareOf(item: PriceItem, person: SimulatedPerson): number {
  if (person.manner === "bot") return 1;
  return person.manner === "careless" ? 0.4 + 1.4 * person.random() : SHARES[item];
}

type PriceTrial = {
  readonly item: PriceItem;
  readonly index: number;
  readonly round: Round;
  readonly prices: Prices;
  readonly fair: () => number;
};

function priceTrial(options: Options, { item, index, round, prices, fair }: PriceTrial) {
  const { language, parameters } = options;
  const money = { currency: parameters.currency, language };
  const names = {
    example: amountText(2.5, language),
    lowest: amountText(0, language),
    highest: amountText(parameters.highestPrice, language),
  };
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts, names);
  const trial = numberItem(shared, {
    item: `priceSensitivity.${item}`,
    index,
    question: say(item),
    ...(round === 1 ? { help: say("lookAgain") } : {}),
    kind: "decimal",
    ...currencySign(money),
    lowest: 0,
    highest: parameters.highestPrice,
    notANumber: say("notANumber"),
    outOfRange: say("outOfRange"),
    earlier: () => {
      const price = prices.get(item);
      return round === 1 && typeof price === "number" ? amountText(price, language) : "";
    },
    around: aroundWords(say),
    fields: { round, lowest: null, highest: null },
    simulate: (person) => ({ value: Math.round(fair() * shareOf(item, person) * 100) / 100 }),
  });
  return { ...trial, on_finish: (row: { body: { value: number | null } }) => prices.set(item, row.body.value) };
}

function intentTrial(
  options: Options,
  { item, index, prices }: { readonly item: "cheap" | "expensive"; readonly index: number; readonly prices: Prices },
) {
  const { language, parameters } = options;
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts);
  const priceNow = () => moneyText(prices.get(item) ?? 0, { currency: parameters.currency, language });
  const trial = ratingItem(shared, {
    item: item === "cheap" ? "priceSensitivity.intentCheap" : "priceSensitivity.intentExpensive",
    index,
    question: () => fillIn(say("intent"), { price: priceNow() }),
    scale: numberScale({ ...intentScale, low: say("intentLow"), high: say("intentHigh") }),
    around: aroundWords(say),
    fields: { round: 0 },
  });
  return { timeline: [trial], conditional_function: () => typeof prices.get(item) === "number" };
}
