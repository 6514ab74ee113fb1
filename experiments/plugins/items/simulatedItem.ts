import type { SimulatedPerson } from "../../contract/simulatedPerson.ts";
import { simulatedPace } from "../../measures/stated/simulatedAnswers.ts";
import { simulatedObservation } from "../clock/simulatedTiming.ts";
import type { ItemAnswer, Missing } from "./itemRecord.ts";

/** What a simulated person answers to one item. */
export type MakeSimulatedAnswer<Value> = (person: SimulatedPerson) => {
  readonly value: Value | null;
  readonly missing?: Missing;
};

/** A whole answer of a simulated person, with the time it took on the person's own clock. */
export function simulatedItem<Value>(person: SimulatedPerson, answer: MakeSimulatedAnswer<Value>): ItemAnswer<Value> {
  const { value, missing = null } = answer(person);
  const { firstLatencyMs, latencyMs } = simulatedPace(person);
  return {
    value,
    missing,
    latencyMs,
    firstLatencyMs,
    changes: [{ value, latencyMs: firstLatencyMs }],
    observed: simulatedObservation(person, { latencyMs, trialMs: latencyMs }),
  };
}
