import { randomBytes, randomUUID } from "node:crypto";
import type { Study } from "../../../experiments/contract/study.ts";
import { type ChoiceSet, choiceSets } from "../../../experiments/measures/behavioural/realChoice/choiceSets.ts";
import { realChoice } from "../../../experiments/measures/behavioural/realChoice/measure.ts";
import { instanceSeed } from "../../../experiments/random/seedFor.ts";
import type { ServedStudy } from "../../../server/main.ts";
import type { Json, Person } from "../client.ts";
import { coffeeStudy } from "../coffeeStudy.ts";

/** Four choices between the coffee study's two products. */
export function choiceFlow(change: object = {}): Study["flow"] {
  const own = {
    stakes: "real",
    oneIn: 1,
    endowment: { amount: 5, currency: "EUR" },
    sets: { count: 4, repeats: 1 },
    ...change,
  };
  const entry = { measure: "realChoice", instance: "realChoice", ...realChoice.parameters.parse(own) };
  return [{ part: "behavioural", measures: [entry] }];
}

export async function paidStudy(change: object = {}, study: Partial<Study> = {}): Promise<ServedStudy> {
  return await coffeeStudy({ flow: choiceFlow(change), randomise: { partOrder: false, itemOrder: false }, ...study });
}

/** What this session offers, as the server knows it too. */
export function setsOf(study: Study, started: Json): readonly ChoiceSet[] {
  const {
    measure: _measure,
    instance,
    ...own
  } = study.flow.find(({ part }) => part === "behavioural")?.measures[0] ?? { measure: "", instance: "" };
  const seed = instanceSeed(started.seed, { instance: String(instance), product: undefined });
  return choiceSets(
    realChoice.parameters.parse(own),
    study.products.map(({ id }) => id),
    seed,
  );
}

export type Take = (set: ChoiceSet, index: number) => string | null;
export const takeFirst: Take = (set) => set.offers[0]?.product ?? null;

/** A whole session's trials: the terms with the nonce, then every choice. */
export function choiceTrials(
  study: Study,
  person: Person,
  {
    take = takeFirst,
    from = 0,
    nonce = randomBytes(16).toString("hex"),
    change = {},
  }: {
    readonly take?: Take;
    readonly from?: number;
    readonly nonce?: string;
    readonly change?: object;
  } = {},
) {
  const body = (own: object) => ({
    measure: "realChoice",
    instance: "realChoice",
    shownAtMs: 10,
    inputModality: "keyboard",
    refreshRateHz: 60,
    visibilityLost: false,
    setIndex: null,
    repeatOf: null,
    alternatives: [],
    chosen: null,
    chosenPlace: null,
    price: null,
    latencyMs: 1200,
    firstLatencyMs: 900,
    changes: [],
    windowMs: null,
    timedOut: false,
    pressure: "none",
    stakes: "real",
    commitment: null,
    nonce: null,
    ...own,
    ...change,
  });
  const commitment = person.started.commitments?.realChoice ?? null;
  const terms = { kind: "terms", trialIndex: 0, blockIndex: 0, commitment, nonce };
  const choices = setsOf(study, person.started).map((set, index) => {
    const chosen = take(set, index);
    const place = set.offers.findIndex(({ product }) => product === chosen);
    return {
      kind: "choice",
      trialIndex: index + 1,
      blockIndex: index + 1,
      setIndex: index,
      repeatOf: set.repeatOf,
      alternatives: set.offers.map((offer, at) => ({ ...offer, place: at })),
      chosen,
      chosenPlace: place < 0 ? null : place,
      price: set.offers[place]?.price ?? null,
    };
  });
  return [terms, ...choices].map((own, index) => ({ seq: from + index, id: randomUUID(), body: body(own) }));
}
