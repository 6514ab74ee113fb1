import type { TimelineOptions } from "../contract/timeline.ts";
import type { TimedChoiceResult } from "./timedChoice.ts";

/** `simulation_options` of a trial when nobody sits there: `simulate` is drawn as the trial is reached, so that draws
 *  follow the order of play. Nothing when a person does sit there. */
export function simulatedBy<Result>(
  { person }: Pick<TimelineOptions<unknown>, "person">,
  simulate: (person: NonNullable<TimelineOptions<unknown>["person"]>) => Result,
): { readonly simulation_options?: () => { readonly data: Result } } {
  return person === undefined ? {} : { simulation_options: () => ({ data: simulate(person) }) };
}

/** First press, last press and whether the first was right; nulls when there was none. */
export function responseOf(result: TimedChoiceResult, correct: string | null) {
  const first = result.presses[0];
  const last = result.presses.at(-1);
  return {
    firstChoice: first?.choice ?? null,
    firstLatencyMs: first?.latencyMs ?? null,
    latencyMs: last?.latencyMs ?? null,
    isCorrect: (first?.choice ?? null) === correct,
  };
}
