import type { JsPsych } from "jspsych";
import type { z } from "zod";
import { textIn } from "../../../contract/text.ts";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { choiceItem } from "../../../plugins/items/choiceItem.ts";
import { aroundWords, itemWording, productNames } from "../../../plugins/items/itemTimeline.ts";
import { fillIn } from "../wording.ts";
import type { screener } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

type Options = TimelineOptions<z.infer<typeof screener.parameters>>;
type Question = Options["parameters"]["questions"][number];
type Row = { body: { readonly isEligible: boolean }; eligible?: boolean };

/** The screening questions. Each row says in `eligible`, beside its body, whether the person still is; the last row
 *  carries the verdict. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const verdict = { isEligible: true };
  const trials = options.parameters.questions.map((question, index) => ({
    timeline: [questionTrial(options, { question, index, verdict })],
    conditional_function: () => verdict.isEligible || !options.parameters.stopWhenIneligible,
  }));
  return { timeline: trials.slice(options.fromBlock ?? 0) };
}

type Asked = { readonly question: Question; readonly index: number; readonly verdict: { isEligible: boolean } };

function questionTrial(options: Options, { question, index, verdict }: Asked) {
  const { language } = options;
  const shared = { measure: outline, options };
  const say = itemWording(shared, texts);
  const named = (text: Question["text"]) => fillIn(textIn(text, language), productNames(shared));
  const eligible = question.options.filter((option) => option.eligible).map(({ id }) => id);
  const trial = choiceItem(shared, {
    item: `screener.${question.id}`,
    index,
    question: named(question.text),
    options: question.options.map(({ id, label }) => ({ value: id, label: named(label) })),
    maximum: question.maximum,
    alone: [],
    store: question.maximum === 1 ? "one" : "list",
    around: aroundWords(say),
    fieldsOf: (chosen) => ({ isEligible: chosen?.some((id) => eligible.includes(id)) ?? false }),
    simulate: () => ({ value: (eligible.length > 0 ? eligible : [question.options[0]?.id ?? ""]).slice(0, 1) }),
  });
  const judge = (row: Row) => {
    verdict.isEligible = verdict.isEligible && row.body.isEligible;
    row.eligible = verdict.isEligible;
  };
  return { ...trial, on_finish: judge };
}
