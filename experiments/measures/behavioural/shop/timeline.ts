import type { JsPsych } from "jspsych";
import type { z } from "zod";
import { textIn } from "../../../contract/text.ts";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { drawNodes, drawnOnce, refuseWithoutDraw, sealLines } from "../../../plugins/drawNode.ts";
import { StatementPlugin } from "../../../plugins/items/statement.ts";
import { recordedBody } from "../../../plugins/recordedBody.ts";
import { keptVisit } from "../../../plugins/shop/keptVisit.ts";
import { ShopPlugin } from "../../../plugins/shop/shopPlugin.ts";
import type { ShopObserved } from "../../../plugins/shop/shopVisit.ts";
import { simulatedVisit } from "../../../plugins/shop/simulatedVisit.ts";
import { simulatedBy } from "../../../plugins/taskOptions.ts";
import { moneyText } from "../../stated/money.ts";
import { fillIn, wording } from "../../stated/wording.ts";
import { stakesOf } from "../stakesOf.ts";
import { exampleItems } from "./exampleItems.ts";
import type { shop } from "./measure.ts";
import { outline } from "./outline.ts";
import { stockedItems } from "./shelf.ts";
import { texts } from "./texts.ts";

export { outline };

type Options = TimelineOptions<z.infer<typeof shop.parameters>>;
type Course = ReturnType<typeof courseOf>;

/** What is to be done and what is at stake; the shop until a basket is confirmed; the draw. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  refuseWithoutDraw(options, options.person ? null : options.parameters.endowment);
  const course = courseOf(options);
  const { from } = course;
  return {
    timeline: [
      ...(from === null && !options.person ? [termsNode(course)] : []),
      ...(from?.isDone ? [] : [shopNode(course)]),
      ...drawNodes({
        options: { ...options, products: course.named },
        say: course.say,
        decided: () => course.say("counted"),
      }),
    ],
  };
}

function courseOf(options: Options) {
  const { parameters, language, assignment, products, seed } = options;
  const { budget, endowment } = parameters;
  const stakes = stakesOf(parameters, assignment);
  const items = stockedItems(parameters.items ?? exampleItems(products), { shuffle: parameters.shuffle, seed });
  const currency = (budget ?? endowment)?.currency ?? parameters.currency;
  const limit = (budget ?? endowment)?.amount;
  return {
    options,
    stakes,
    items,
    from: keptVisit(options.kept),
    limit: limit === undefined ? null : Math.round(100 * limit),
    say: wording({ texts, overrides: parameters.texts, language, names: {} }),
    money: (amount: number) => moneyText(amount, { currency, language }),
    drawOnce: drawnOnce(options.draw, stakes),
    /** As the draw names what is won. */
    named: items.map(({ id, product }) => ({ id, name: product })),
  };
}

function termsNode(course: Course) {
  const { say, options, stakes, money, limit } = course;
  const { parameters, language } = options;
  const { endowment, oneIn, task } = parameters;
  const names = {
    oneIn: String(oneIn),
    endowment: endowment === null ? "" : money(endowment.amount),
    budget: limit === null ? "" : money(limit / 100),
  };
  const stake =
    stakes === "real"
      ? ["real" as const]
      : ["hypothetical" as const, ...(endowment ? ["hypotheticalPaid" as const] : [])];
  const keys = ["how" as const, ...(limit === null ? [] : ["budget" as const]), ...stake];
  return {
    type: StatementPlugin,
    title: say("title"),
    paragraphs: () => [
      textIn(task, language),
      ...keys.map((key) => fillIn(say(key), names)),
      ...sealLines(say, options.draw),
    ],
    button: say("enter"),
    record_data: false,
  };
}

function shopNode(course: Course) {
  const { options, say, money, items, limit, from } = course;
  const { parameters, language, keep = () => undefined } = options;
  let events = from?.events ?? 0;
  const record = (event: ShopObserved) => {
    const made = body(course, event, events);
    events += 1;
    return made;
  };
  return {
    type: ShopPlugin,
    opening: {
      items,
      limit,
      from,
      keep,
      task: textIn(parameters.task, language),
      saying: {
        ...{ say, money, language },
        hasPictures: parameters.picture === "shown",
        hasUnitPrices: parameters.unitPrice,
      },
      perPage: parameters.perPage,
      hasReview: parameters.review,
      hasSwaps: parameters.swaps,
    },
    record,
    ...simulatedBy(options, (person) => ({
      events: simulatedVisit(person, {
        ...{ items, limit, perPage: parameters.perPage, stakes: course.stakes },
        focal: options.products[0]?.id,
      }),
    })),
  };
}

function body(course: Course, { observed, ...event }: ShopObserved, index: number) {
  const { options, items, drawOnce } = course;
  const sold = items.map(({ id }) => id);
  const known = options.products.flatMap(({ id }) => (sold.includes(id) ? [id] : []));
  const fields = { trialIndex: index, ...event, products: event.event === "open" ? known : [], ...drawOnce() };
  return { body: recordedBody({ measure: outline, options }, { observed, blockIndex: 0, product: null, fields }) };
}
