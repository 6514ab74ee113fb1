import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { simulatedObservation } from "../../../plugins/clock/simulatedTiming.ts";
import { drawNodes, drawnOnce, refuseWithoutDraw, sealLines } from "../../../plugins/drawNode.ts";
import { type Read, StatementPlugin } from "../../../plugins/items/statement.ts";
import { type CardChoice, CardChoicePlugin } from "../../../plugins/pictures/cardChoice.ts";
import type { Card } from "../../../plugins/pictures/cards.ts";
import { recordedBody } from "../../../plugins/recordedBody.ts";
import { moneyText } from "../../stated/money.ts";
import { fillIn, wording } from "../../stated/wording.ts";
import { simulatedLookMs, simulatedTake } from "../simulatedChoices.ts";
import { stakesOf } from "../stakesOf.ts";
import { type ChoiceSet, choiceSets } from "./choiceSets.ts";
import type { realChoice } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

type Options = TimelineOptions<z.infer<typeof realChoice.parameters>>;
type Course = ReturnType<typeof courseOf>;

/** The terms, a choice for practice, the choices, and the draw. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  refuseWithoutDraw(options, options.person ? null : options.parameters.endowment);
  const course = courseOf(options);
  const { fromBlock = 0, parameters } = options;
  const choices = course.sets.map((set, index) => choiceNode(course, { set, index }));
  return {
    timeline: [
      ...(fromBlock === 0 ? [termsNode(course)] : []),
      ...(fromBlock === 0 && parameters.practice && !options.person ? [practiceNode(course)] : []),
      ...choices.slice(Math.max(0, fromBlock - 1)),
      ...drawNodes({
        options,
        say: course.say,
        decided: ({ counted }) => fillIn(course.say("counted"), { number: String((counted ?? 0) + 1) }),
      }),
    ],
  };
}

function courseOf(options: Options) {
  const { parameters, language, assignment, products, seed } = options;
  const { timePressure, endowment } = parameters;
  const stakes = stakesOf(parameters, assignment);
  const drawn = assignment["pressure"] === "fast" ? ("fast" as const) : ("unhurried" as const);
  const pressure: { now: "none" | "fast" | "unhurried" | "leftOut" } = { now: timePressure === null ? "none" : drawn };
  const currency = endowment?.currency ?? parameters.currency;
  return {
    options,
    stakes,
    /** Changes when somebody asks for the time they need. */
    pressure,
    say: wording({ texts, overrides: parameters.texts, language, names: {} }),
    money: (amount: number) => moneyText(amount, { currency, language }),
    sets: choiceSets(
      parameters,
      products.map(({ id }) => id),
      seed,
    ),
    drawOnce: drawnOnce(options.draw, stakes),
    /** The time for a choice, ms; null = as much as one likes. */
    windowMs: () => (pressure.now === "fast" && timePressure !== null ? 1000 * timePressure.fastSeconds : null),
  };
}

function termsNode(course: Course) {
  const { options, say, pressure, windowMs } = course;
  const { person } = options;
  const isFast = windowMs() !== null;
  return {
    type: StatementPlugin,
    title: say("title"),
    paragraphs: () => termsOf(course),
    button: say("continue"),
    other: isFast ? say("unhurried") : null,
    record: (read: Read) => {
      if (read.pressed === "other") pressure.now = "leftOut";
      const { latencyMs, observed } = read;
      const fields = {
        trialIndex: 0,
        kind: "terms",
        setIndex: null,
        repeatOf: null,
        alternatives: [],
        chosen: null,
        chosenPlace: null,
        price: null,
        latencyMs,
        firstLatencyMs: latencyMs,
        changes: [],
        windowMs: null,
        timedOut: false,
      };
      return body(course, { blockIndex: 0, observed, fields });
    },
    ...(person ? { simulation_options: () => ({ data: simulatedRead(person) }) } : {}),
  };
}

type Person = NonNullable<Options["person"]>;

function simulatedRead(person: Person): Read {
  const latencyMs = 4 * simulatedLookMs(person, null);
  return { pressed: "button", latencyMs, observed: simulatedObservation(person, { latencyMs, trialMs: latencyMs }) };
}

function termsOf(course: Course): readonly string[] {
  const { say, stakes, money, options, sets, windowMs } = course;
  const { endowment, oneIn, timePressure } = options.parameters;
  const names = {
    count: String(sets.length),
    oneIn: String(oneIn),
    endowment: endowment === null ? "" : money(endowment.amount),
    seconds: String(timePressure?.fastSeconds ?? ""),
  };
  const stake =
    stakes === "real"
      ? ["real" as const]
      : ["hypothetical" as const, ...(endowment ? ["hypotheticalPaid" as const] : [])];
  const keys = ["many" as const, ...stake, ...(windowMs() === null ? [] : ["fast" as const])];
  return [...keys.map((key) => fillIn(say(key), names)), ...sealLines(say, options.draw)];
}

function practiceNode(course: Course) {
  const set = course.sets[0];
  return {
    ...screen(course, { repeatOf: null, offers: [...(set?.offers ?? [])].reverse() }),
    part: course.say("practice"),
    window_ms: () => course.windowMs(),
    record: () => ({}),
    record_data: false,
  };
}

type Placed = { readonly set: ChoiceSet; readonly index: number };

function choiceNode(course: Course, placed: Placed) {
  const { options, sets } = course;
  const { person, fromBlock, isBroken = false } = options;
  const { set, index } = placed;
  return {
    ...screen(course, set),
    part: `${index + 1} / ${sets.length}`,
    window_ms: () => course.windowMs(),
    is_broken: isBroken && fromBlock === index + 1,
    record: (choice: CardChoice) => {
      const { latencyMs, observed } = choice;
      return body(course, {
        blockIndex: index + 1,
        observed,
        fields: fieldsOf(course, placed, { ...choice, latencyMs }),
      });
    },
    ...(person ? { simulation_options: () => ({ data: simulatedChoice(course, set, person) }) } : {}),
  };
}

function screen(course: Course, { offers }: ChoiceSet) {
  const { options, say, money } = course;
  const { parameters, products } = options;
  const cards = offers.map(({ product, price, attributes }): Card => {
    const shown = products.find(({ id }) => id === product);
    const image = parameters.picture === "shown" ? shown?.image : undefined;
    const lines = Object.entries(attributes).map(([name, value]) => `${name}: ${value}`);
    return { value: product, title: shown?.name ?? product, price: money(price), lines, ...(image ? { image } : {}) };
  });
  return {
    type: CardChoicePlugin,
    question: say("question"),
    cards: parameters.none ? [...cards, { value: null, title: noneTitle(course), lines: [] }] : cards,
    continue_label: say("continue"),
    choose_first: say("chooseFirst"),
  };
}

function noneTitle({ say, stakes, money, options }: Course): string {
  const { endowment } = options.parameters;
  if (stakes === "hypothetical" || endowment === null) return say("none");
  return fillIn(say("noneKeep"), { endowment: money(endowment.amount) });
}

function fieldsOf(course: Course, { set, index }: Placed, choice: CardChoice) {
  const place = choice.value === null ? -1 : set.offers.findIndex(({ product }) => product === choice.value);
  return {
    trialIndex: index + 1,
    kind: "choice",
    setIndex: index,
    repeatOf: set.repeatOf,
    alternatives: set.offers.map((offer, at) => ({ ...offer, place: at })),
    chosen: choice.value,
    chosenPlace: place < 0 ? null : place,
    price: set.offers[place]?.price ?? null,
    latencyMs: choice.timedOut ? null : choice.latencyMs,
    firstLatencyMs: choice.firstLatencyMs,
    changes: choice.changes,
    windowMs: course.windowMs(),
    timedOut: choice.timedOut,
  };
}

type Row = { readonly blockIndex: number; readonly observed: Read["observed"]; readonly fields: object };

function body(course: Course, { blockIndex, observed, fields }: Row) {
  const { options, pressure, drawOnce } = course;
  return {
    body: recordedBody(
      { measure: outline, options },
      { observed, blockIndex, product: null, fields: { ...fields, pressure: pressure.now, ...drawOnce() } },
    ),
  };
}

function simulatedChoice(course: Course, set: ChoiceSet, person: Person): CardChoice {
  const { options, stakes, windowMs } = course;
  const { sets, none } = options.parameters;
  const prices = set.offers.map(({ price }) => price);
  const value = simulatedTake(person, {
    offers: set.offers,
    focal: sets.products[0] ?? options.products[0]?.id,
    typical: 1.1 * (prices.reduce((sum, price) => sum + price, 0) / Math.max(1, prices.length)),
    none,
    stakes,
    pressure: windowMs() === null ? "none" : "fast",
  });
  const latencyMs = simulatedLookMs(person, windowMs());
  return {
    value,
    timedOut: false,
    latencyMs,
    firstLatencyMs: latencyMs,
    changes: [{ value, latencyMs }],
    observed: simulatedObservation(person, { latencyMs, trialMs: latencyMs }),
  };
}
