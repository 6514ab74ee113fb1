import type { SimulatedPerson } from "../../contract/simulatedPerson.ts";
import { type LocalText, textIn } from "../../contract/text.ts";
import type { TimelineOptions } from "../../contract/timeline.ts";
import { type Texts, wording } from "../../measures/stated/wording.ts";
import { recordedBody } from "../recordedBody.ts";
import type { ItemAnswer, Missing } from "./itemRecord.ts";
import { type MakeSimulatedAnswer, simulatedItem } from "./simulatedItem.ts";

/** What all items of one stated measure share. */
export type ItemMeasure<Parameters extends ItemOptions = ItemOptions> = {
  readonly measure: { readonly name: string; readonly preset: string };
  readonly options: TimelineOptions<Parameters>;
};

/** The parameters every stated measure has, as far as its screens need them. */
export type ItemOptions = {
  readonly about: LocalText | null;
  readonly mayDecline: boolean;
  readonly picture: "shown" | "hidden";
  readonly texts: Readonly<Record<string, LocalText>>;
};

/** The words around every question of a measure. */
export type AroundWords = { readonly continue: string; readonly chooseFirst: string; readonly decline: string };

export type ItemTrialOptions<Value> = {
  /** Stable id, stored with the answer; a function where earlier answers decide what is asked. */
  readonly item: string | (() => string);
  /** Order in the instance, from 0; also the block at which an interrupted session goes on. */
  readonly index: number;
  readonly around: AroundWords;
  /** A further way to pass on, such as "I have not used this". */
  readonly notApplicable?: string;
  /** Fields of the measure's trial beside those of every stated item. */
  readonly fields?: object;
  /** Such fields as follow from the answer. */
  readonly fieldsOf?: (value: Value | null) => object;
  readonly simulate: MakeSimulatedAnswer<Value>;
};

/** What `{product}` stands for: what the study file is about, else the product judged. Throws RangeError where the study
 *  names neither, when it is read. */
export function productNames({ measure, options }: ItemMeasure): Readonly<Record<string, string>> {
  const { about } = options.parameters;
  const product = about === null ? options.product?.name : textIn(about, options.language);
  if (product !== undefined) return { product };
  return {
    get product(): string {
      throw new RangeError(`${measure.name} asks about a product; give its flow entry a "product" or an "about"`);
    },
  };
}

/** Says a measure's texts in the participant's language, the product and other names filled in. */
export function itemWording<Known extends Texts>(
  shared: ItemMeasure,
  texts: Known,
  names: Readonly<Record<string, string>> = {},
): (key: keyof Known & string) => string {
  const { parameters, language } = shared.options;
  const known = Object.defineProperties(productNames(shared), Object.getOwnPropertyDescriptors(names));
  return wording({ texts, overrides: parameters.texts, language, names: known });
}

/** The words around every question, from a measure's own texts. */
export function aroundWords(say: (key: "continue" | "chooseFirst" | "decline") => string): AroundWords {
  return { continue: say("continue"), chooseFirst: say("chooseFirst"), decline: say("decline") };
}

/** Leaves out what an interrupted session has stored already. */
export function fromBlock<Trial>(trials: readonly Trial[], { fromBlock: first = 0 }: { fromBlock?: number }) {
  return { timeline: trials.slice(first) };
}

/** The part of a jsPsych trial that every stated item shares: words, what is stored, and who answers in a simulation. */
export function itemTrial<Value>(shared: ItemMeasure, item: ItemTrialOptions<Value>) {
  const { options } = shared;
  const { mayDecline, picture } = options.parameters;
  const escapes: readonly { readonly missing: Missing; readonly label: string }[] = [
    ...(item.notApplicable === undefined ? [] : [{ missing: "notApplicable" as const, label: item.notApplicable }]),
    ...(mayDecline ? [{ missing: "declined" as const, label: item.around.decline }] : []),
  ];
  return {
    continue_label: item.around.continue,
    choose_first: item.around.chooseFirst,
    picture: picture === "shown" ? (options.product?.image ?? null) : null,
    escapes,
    record: (answer: ItemAnswer<Value>) => ({ body: itemBody(shared, item, answer) }),
    ...simulationOf(options.person, item.simulate),
  };
}

/** Answers are drawn when the trial is played, so that a person's draws come in the order of the trials. */
function simulationOf<Value>(person: SimulatedPerson | undefined, simulate: MakeSimulatedAnswer<Value>) {
  return person ? { simulation_options: () => ({ data: { answer: simulatedItem(person, simulate) } }) } : {};
}

/** The body of one answered item, as it is stored. */
export function itemBody<Value>(
  shared: ItemMeasure,
  item: Pick<ItemTrialOptions<Value>, "item" | "index" | "fields" | "fieldsOf">,
  answer: ItemAnswer<Value>,
) {
  const { observed, ...answered } = answer;
  const id = typeof item.item === "string" ? item.item : item.item();
  return recordedBody(shared, {
    observed,
    blockIndex: item.index,
    fields: { trialIndex: item.index, item: id, ...answered, ...item.fields, ...item.fieldsOf?.(answer.value) },
  });
}
