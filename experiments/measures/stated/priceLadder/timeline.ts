import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { SimulatedPerson } from "../../../contract/simulatedPerson.ts";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { ratingItem, wordedScale } from "../../../plugins/rating/ratingItem.ts";
import { randomStream } from "../../../random/randomStream.ts";
import { moneyText } from "../money.ts";
import { simulatedAmount } from "../simulatedAnswers.ts";
import { fillIn } from "../wording.ts";
import { nextPrice } from "./ladder.ts";
import type { priceLadder } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

type Options = TimelineOptions<z.infer<typeof priceLadder.parameters>>;
type Asking = {
  readonly next: () => number | null;
  readonly answer: (price: number, isAccepted: boolean | null) => void;
};

const SPREAD = 0.3;

/** One price a screen until the highest accepted one is known, or all of them. A ladder that was interrupted begins
 *  anew, because the way up or down depends on the answers before. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const { prices } = options.parameters;
  const asking = options.parameters.procedure === "ladder" ? askUpAndDown(options) : askAll(options);
  const ceiling = highestPrice(prices, options.person);
  const trials = prices.map((_, slot) =>
    priceTrial(options, { index: (options.fromBlock ?? 0) + slot, asking, ceiling }),
  );
  return { timeline: trials };
}

function askUpAndDown({ parameters, seed }: Options): Asking {
  const { prices } = parameters;
  const answers = new Map<number, boolean>();
  const isStopped = { now: false };
  const start =
    parameters.start === "middle" ? Math.floor((prices.length - 1) / 2) : randomStream(seed).below(prices.length);
  return {
    next: () => (isStopped.now ? null : nextPrice({ prices, start, answers })),
    answer: (price, isAccepted) => {
      if (isAccepted === null) isStopped.now = true;
      else answers.set(price, isAccepted);
    },
  };
}

function askAll({ parameters, seed, fromBlock = 0 }: Options): Asking {
  const left = [...randomStream(seed).shuffle(parameters.prices)].slice(fromBlock);
  return { next: () => left[0] ?? null, answer: () => left.shift() };
}

/** The most a simulated person would pay, drawn once. */
function highestPrice(prices: readonly number[], person: SimulatedPerson | undefined): () => number {
  const typical = prices[Math.floor(prices.length / 2)] ?? 1;
  let drawn: number | null = null;
  return () => {
    drawn ??= person ? simulatedAmount(person, { typical, spread: SPREAD }) : typical;
    return drawn;
  };
}

type PriceTrial = { readonly index: number; readonly asking: Asking; readonly ceiling: () => number };

function priceTrial(options: Options, { index, asking, ceiling }: PriceTrial) {
  const { language, parameters } = options;
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts);
  const asked = { price: 0 };
  const trial = ratingItem(shared, {
    item: () => `priceLadder.${asked.price}`,
    index,
    question: () => fillIn(say("question"), { price: moneyText(asked.price, { ...parameters, language }) }),
    scale: wordedScale(
      [
        { value: 1, words: say("yes") },
        { value: 0, words: say("no") },
      ],
      "none",
    ),
    around: aroundWords(say),
    fieldsOf: () => ({ price: asked.price }),
    simulate: () => ({ value: asked.price <= ceiling() ? 1 : 0 }),
  });
  return {
    timeline: [
      {
        ...trial,
        on_finish: ({ body }: { body: { value: number | null } }) =>
          asking.answer(asked.price, body.value === null ? null : body.value === 1),
      },
    ],
    conditional_function: () => {
      const price = asking.next();
      asked.price = price ?? 0;
      return price !== null;
    },
  };
}
