import type { ChoiceList } from "./choiceControl.ts";
import { ChoicePlugin } from "./choicePlugin.ts";
import type { ItemAnswer } from "./itemRecord.ts";
import { type ItemMeasure, type ItemTrialOptions, itemBody, itemTrial } from "./itemTimeline.ts";
import type { MakeSimulatedAnswer } from "./simulatedItem.ts";

export type ChoiceItem = Omit<ItemTrialOptions<readonly string[]>, "simulate"> &
  ChoiceList & {
    readonly question: string;
    readonly help?: string;
    /** `one` stores the single choice itself, `list` the list of choices. */
    readonly store: "one" | "list";
    readonly simulate?: MakeSimulatedAnswer<readonly string[]>;
  };

/** A jsPsych trial that asks for one or several of a list and stores them. */
export function choiceItem(shared: ItemMeasure, item: ChoiceItem) {
  const { options, maximum, alone } = item;
  const anyOne: MakeSimulatedAnswer<readonly string[]> = (person) => {
    const index = person.manner === "bot" ? 0 : Math.floor(person.random() * options.length);
    return { value: options.slice(index, index + 1).map(({ value }) => value) };
  };
  const trial = itemTrial<readonly string[]>(shared, { ...item, simulate: item.simulate ?? anyOne });
  const oneOnly = (answer: ItemAnswer<readonly string[]>) => {
    const fields = { ...item.fields, ...item.fieldsOf?.(answer.value) };
    return { body: itemBody<string>(shared, { item: item.item, index: item.index, fields }, firstOf(answer)) };
  };
  return {
    type: ChoicePlugin,
    question: item.question,
    help: item.help ?? null,
    options: [...options],
    maximum,
    alone: [...alone],
    ...trial,
    ...(item.store === "one" ? { record: oneOnly } : {}),
  };
}

/** Where only one may be chosen, that one is stored, not a list of one. */
function firstOf(answer: ItemAnswer<readonly string[]>): ItemAnswer<string> {
  const first = (values: readonly string[] | null) => values?.[0] ?? null;
  return {
    ...answer,
    value: first(answer.value),
    changes: answer.changes.map(({ value, latencyMs }) => ({ value: first(value), latencyMs })),
  };
}
