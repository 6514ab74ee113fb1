import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { drawNodes, drawnOnce, refuseWithoutDraw, sealLines } from "../../../plugins/drawNode.ts";
import { choiceItem } from "../../../plugins/items/choiceItem.ts";
import type { ItemAnswer } from "../../../plugins/items/itemRecord.ts";
import { StatementPlugin } from "../../../plugins/items/statement.ts";
import { numberItem } from "../../../plugins/numbers/numberItem.ts";
import { recordedBody } from "../../../plugins/recordedBody.ts";
import { amountText, currencySign, moneyText } from "../../stated/money.ts";
import { fillIn, wording } from "../../stated/wording.ts";
import { HIGHEST_AMOUNT } from "../highestAmount.ts";
import { simulatedBid } from "../simulatedChoices.ts";
import { stakesOf } from "../stakesOf.ts";
import type { bdmAuction } from "./measure.ts";
import { CHECKS, outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

type Options = TimelineOptions<z.infer<typeof bdmAuction.parameters>>;
type Course = ReturnType<typeof courseOf>;

/** What a token of the practice is worth, points, and the price that is sealed there. */
const [WORTH, PRACTICE_PRICE] = [40, 30];

const TRIES = 3;

/** What is at stake; a token for practice, with what came of it; three questions of understanding; the rounds; the draw. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  refuseWithoutDraw(options, options.person ? null : options.parameters.endowment);
  const course = courseOf(options);
  const { parameters, fromBlock = 0 } = options;
  const blocks = [
    ...(parameters.practice ? [practiceNodes] : []),
    ...(parameters.checks ? Array.from({ length: CHECKS }, (_, check) => checkNodes(check)) : []),
    ...Array.from({ length: parameters.rounds }, (_, round) => roundNodes(round)),
  ];
  return {
    timeline: [
      ...(fromBlock === 0 ? termsNodes(course) : []),
      ...blocks.flatMap((nodes, index) => (index < fromBlock ? [] : nodes(course, index))),
      ...drawNodes({ options, say: course.say, decided: ({ priceDrawn }) => opened(course, priceDrawn ?? 0) }),
    ],
  };
}

function courseOf(options: Options) {
  const { parameters, language, assignment, product } = options;
  const currency = parameters.endowment?.currency ?? parameters.currency;
  const stakes = stakesOf(parameters, assignment);
  const names = {
    product: product?.name ?? "",
    example: amountText(2.5, language),
    lowest: amountText(0, language),
    highest: amountText(HIGHEST_AMOUNT, language),
  };
  const shown = { about: null, mayDecline: false, picture: parameters.picture, texts: parameters.texts };
  return {
    options,
    stakes,
    currency,
    say: wording({ texts, overrides: parameters.texts, language, names }),
    money: (amount: number) => moneyText(amount, { currency, language }),
    drawOnce: drawnOnce(options.draw, stakes),
    /** As the plugins of questions take a measure. */
    shared: { measure: outline, options: { ...options, parameters: shown } },
    bare: { measure: outline, options: { ...withoutProduct(options), parameters: { ...shown, about: "–" } } },
  };
}

function withoutProduct(options: Options) {
  const { product: _product, ...rest } = options;
  return rest;
}

function opened({ say, money, options }: Course, price: number): string {
  const { from, to } = options.parameters.prices;
  return fillIn(say("opened"), { price: money(price), from: money(from), to: money(to) });
}

function termsNodes(course: Course): readonly object[] {
  const { say, stakes, options, money } = course;
  const { endowment, oneIn } = options.parameters;
  const names = { oneIn: String(oneIn), endowment: endowment === null ? "" : money(endowment.amount) };
  const paid = stakes === "real" ? "paid" : "hypotheticalPaid";
  const lines = [
    say("real"),
    ...(stakes === "hypothetical" ? [say("hypothetical")] : []),
    ...(endowment === null ? [] : [fillIn(say(paid), names)]),
    ...sealLines(say, options.draw),
  ];
  return options.person ? [] : [page(course, { title: say("title"), lines: () => lines })];
}

function page({ say }: Course, { title, lines }: { readonly title: string; readonly lines: () => readonly string[] }) {
  return { type: StatementPlugin, title, paragraphs: lines, button: say("continue"), record_data: false };
}

type Fields = {
  readonly kind: "practice" | "check" | "bid";
  readonly round: number;
  readonly bid: number | null;
  readonly checkAttempts?: number;
  readonly checkPassed?: boolean;
};

type Answered = { readonly index: number; readonly answer: ItemAnswer<unknown> };

function body(course: Course, { index, answer }: Answered, fields: Fields) {
  const { options, currency, drawOnce } = course;
  const { latencyMs, firstLatencyMs, changes, observed } = answer;
  const own = {
    trialIndex: index,
    checkAttempts: null,
    checkPassed: null,
    currency: fields.kind === "practice" ? "points" : currency,
    latencyMs,
    firstLatencyMs,
    changes: changes.map(({ value, latencyMs: atMs }) => ({ value: plain(value), latencyMs: atMs })),
    ...fields,
    ...drawOnce(),
  };
  return { body: recordedBody({ measure: outline, options }, { observed, blockIndex: index, fields: own }) };
}

function plain(value: unknown): number | string | null {
  if (Array.isArray(value)) return plain(value[0] ?? null);
  return typeof value === "number" || typeof value === "string" ? value : null;
}

type Nodes = (course: Course, index: number) => readonly object[];
type Around = Parameters<typeof numberItem>[1]["around"];

function around({ say }: Course): Around {
  return { continue: say("continue"), chooseFirst: say("chooseFirst"), decline: say("decline") };
}

const practiceNodes: Nodes = (course, index) => {
  const { say, bare, options } = course;
  const said = { now: 0 };
  const told = () => {
    const buys = said.now >= PRACTICE_PRICE;
    const names = {
      price: String(PRACTICE_PRICE),
      said: amountText(said.now, options.language),
      gain: String(WORTH - PRACTICE_PRICE),
    };
    return [fillIn(say(buys ? "practiceBought" : "practiceNot"), names), say("practiceAdvice")];
  };
  return [
    {
      ...numberItem(bare, {
        item: "practice",
        index,
        question: say("practice"),
        kind: "decimal",
        lowest: 0,
        highest: HIGHEST_AMOUNT,
        notANumber: say("notANumber"),
        outOfRange: say("outOfRange"),
        around: around(course),
        simulate: { typical: WORTH, spread: 0.1 },
      }),
      record: (answer: ItemAnswer<number>) => {
        said.now = answer.value ?? 0;
        return body(course, { index, answer }, { kind: "practice", round: 0, bid: answer.value });
      },
    },
    ...(options.person ? [] : [page(course, { title: say("drawTitle"), lines: told })]),
  ];
};

/** A question of understanding: wrong, it is explained and asked again; after the third try it goes on, flagged. */
function checkNodes(check: number): Nodes {
  return (course, index) => {
    const { say } = course;
    const isOver = { now: false };
    return Array.from({ length: TRIES }, (_, attempt) => ({
      timeline: [
        checkItem(course, { check, index, attempt, end: () => (isOver.now = true) }),
        {
          timeline: [page(course, { title: say("checkWrong"), lines: () => [say("explained")] })],
          conditional_function: () => !isOver.now && !course.options.person,
        },
      ],
      conditional_function: () => !isOver.now,
    }));
  };
}

type Checking = {
  readonly check: number;
  readonly index: number;
  readonly attempt: number;
  readonly end: () => void;
};

function checkItem(course: Course, { check, index, attempt, end }: Checking) {
  const { say, money, bare } = course;
  const amounts = { two: money(2), three: money(3), four: money(4) };
  const pay = (amount: number) => fillIn(say("pay"), { amount: money(amount) });
  const asked = (["checkPay", "checkHigher", "checkLess"] as const)[check] ?? "checkPay";
  const labels = { checkPay: [3, 2], checkHigher: [3, 4], checkLess: [2, 3] }[asked].map((amount) => ({
    value: String(amount),
    label: pay(amount),
  }));
  const right = asked === "checkPay" ? "2" : "0";
  return {
    ...choiceItem(bare, {
      item: `check${check}`,
      index,
      question: fillIn(say(asked), amounts),
      options: [...labels, { value: "0", label: say("nothing") }],
      maximum: 1,
      alone: [],
      store: "one",
      around: around(course),
      simulate: (person) => ({ value: [person.manner === "careful" || person.random() < 0.3 ? right : "3"] }),
    }),
    record: (answer: ItemAnswer<readonly string[]>) => {
      const isRight = answer.value?.[0] === right;
      if (!isRight && attempt < TRIES - 1) return {};
      end();
      const flags = { checkAttempts: attempt + 1, checkPassed: isRight };
      return body(course, { index, answer }, { kind: "check", round: check, bid: null, ...flags });
    },
  };
}

function roundNodes(round: number): Nodes {
  return (course, index) => {
    const { say, shared, options, currency, stakes } = course;
    const { parameters, language } = options;
    const isLast = round > 0 && round === parameters.rounds - 1;
    return [
      {
        ...numberItem(shared, {
          item: `bid${round}`,
          index,
          question: say(isLast ? "again" : "question"),
          help: say("help"),
          kind: "decimal",
          ...currencySign({ currency, language }),
          lowest: 0,
          highest: HIGHEST_AMOUNT,
          notANumber: say("notANumber"),
          outOfRange: say("outOfRange"),
          around: around(course),
          simulate: (person) => ({ value: simulatedBid(person, { prices: parameters.prices, stakes }) }),
        }),
        record: (answer: ItemAnswer<number>) =>
          body(course, { index, answer }, { kind: "bid", round, bid: answer.value }),
      },
    ];
  };
}
