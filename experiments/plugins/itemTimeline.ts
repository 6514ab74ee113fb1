import type { SimulatedPerson } from "../contract/simulatedPerson.ts";
import { type LocalText, textIn } from "../contract/text.ts";
import type { TimelineOptions } from "../contract/timeline.ts";
import { type Texts, wording } from "../measures/stated/wording.ts";
import type { ItemAnswer, Missing } from "./itemRecord.ts";
import { recordedBody } from "./recordedBody.ts";
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
  /** Stable id, stored with the answer. */
  readonly item: string;
  /** Order in the instance, from 0; also the block at which an interrupted session goes on. */
  readonly index: number;
  readonly around: AroundWords;
  /** A further way to pass on, such as "I have not used this". */
  readonly notApplicable?: string;
  /** Fields of the measure's trial beside those of every stated item. */
  readonly fields?: object;
  readonly simulate: MakeSimulatedAnswer<Value>;
};

/** Says a measure's texts in the participant's language, the product named. Throws RangeError for a text about a
 *  product where the study names neither a product nor `about`. */
export function itemWording<Known extends Texts>(
  { measure, options }: ItemMeasure,
  texts: Known,
  names: Readonly<Record<string, string>> = {},
): (key: keyof Known & string) => string {
  const { about, texts: overrides } = options.parameters;
  const product = about === null ? options.product?.name : textIn(about, options.language);
  const known = product === undefined ? names : { product, ...names };
  const say = wording({ texts, overrides, language: options.language, names: known });
  return (key) => {
    const said = say(key);
    if (!said.includes("{product}")) return said;
    throw new RangeError(`${measure.name} asks about a product; give its flow entry a "product" or an "about"`);
  };
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

function itemBody<Value>(shared: ItemMeasure, item: ItemTrialOptions<Value>, answer: ItemAnswer<Value>) {
  const { observed, ...answered } = answer;
  return recordedBody(shared, {
    observed,
    blockIndex: item.index,
    fields: { trialIndex: item.index, item: item.item, ...answered, ...item.fields },
  });
}
