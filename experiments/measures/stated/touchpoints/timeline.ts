import type { JsPsych } from "jspsych";
import type { z } from "zod";
import { textIn } from "../../../contract/text.ts";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { choiceItem } from "../../../plugins/items/choiceItem.ts";
import { aroundWords, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { numberScale, ratingItem, wordedScale } from "../../../plugins/rating/ratingItem.ts";
import type { touchpoints } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

type Options = TimelineOptions<z.infer<typeof touchpoints.parameters>>;
type Place = { readonly id: string; readonly label: string; readonly index: number };

const STEPS = [5, 4, 3, 2, 1] as const;

/** Each touchpoint in the order of the journey, rated and compared with the expectation; then the moments of truth. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const { parameters, language } = options;
  const perTouchpoint = parameters.askExpectation ? 2 : 1;
  const journey = parameters.touchpoints.flatMap(({ id, label }, index) => {
    const place = { id, label: textIn(label, language), index: index * perTouchpoint };
    const used = { isUnused: false };
    const experience = experienceTrial(options, place, used);
    return parameters.askExpectation ? [experience, expectationTrial(options, place, used)] : [experience];
  });
  const moments = parameters.momentsMaximum > 0 ? [momentsTrial(options, journey.length)] : [];
  return { timeline: [...journey, ...moments].slice(options.fromBlock ?? 0) };
}

function experienceTrial(options: Options, { id, label, index }: Place, used: { isUnused: boolean }) {
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts, { touchpoint: label });
  const trial = ratingItem(shared, {
    item: `touchpoints.${id}.experience`,
    index,
    question: say("experience"),
    scale: numberScale({ lowest: 1, highest: 5, low: say("experienceLow"), high: say("experienceHigh") }),
    notApplicable: say("notUsed"),
    around: aroundWords(say),
  });
  const note = (row: { readonly body: { readonly value: number | null } }) => {
    used.isUnused = row.body.value === null;
  };
  return { timeline: [{ ...trial, on_finish: note }] };
}

/** What was not gone through is not compared with an expectation. */
function expectationTrial(options: Options, { id, label, index }: Place, used: { readonly isUnused: boolean }) {
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts, { touchpoint: label });
  const steps = STEPS.map((value) => ({ value, words: say(`expectation${value}`) }));
  const trial = ratingItem(shared, {
    item: `touchpoints.${id}.expectation`,
    index: index + 1,
    question: say("expectation"),
    scale: wordedScale(steps, "none"),
    around: aroundWords(say),
  });
  return { timeline: [trial], conditional_function: () => !used.isUnused };
}

function momentsTrial(options: Options, index: number) {
  const { parameters, language } = options;
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts, { maximum: String(parameters.momentsMaximum) });
  const ids = parameters.touchpoints.map(({ id }) => id);
  const trial = choiceItem(shared, {
    item: "touchpoints.moments",
    index,
    question: say("moments"),
    help: say("momentsHelp"),
    options: parameters.touchpoints.map(({ id, label }) => ({ value: id, label: textIn(label, language) })),
    maximum: parameters.momentsMaximum,
    alone: [],
    store: "list",
    around: aroundWords(say),
    fields: { lowest: null, highest: null },
    simulate: (person) => ({ value: [ids[Math.floor(person.random() * ids.length)] ?? ""] }),
  });
  return { timeline: [trial] };
}
