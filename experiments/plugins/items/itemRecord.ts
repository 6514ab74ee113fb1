import { watchInput } from "../clock/inputClock.ts";
import type { Onset } from "../clock/presentation.ts";
import { watchVisibility } from "../clock/visibility.ts";
import type { Observed } from "../recordedBody.ts";
import type { Choice } from "./itemControl.ts";

/** Why an item has no value: the participant preferred not to answer, or it did not apply. */
export type Missing = "declined" | "notApplicable";

/** One item as answered. Latencies in ms from the measured onset, by the events' own times; `changes` holds every
 *  choice in order, the first included, null where one was taken back. */
export type ItemAnswer<Value> = {
  readonly value: Value | null;
  readonly missing: Missing | null;
  readonly latencyMs: number;
  readonly firstLatencyMs: number | null;
  readonly changes: readonly { readonly value: Value | null; readonly latencyMs: number }[];
  readonly observed: Observed;
};

/** When the item was shown: measured, and as the browser reports it. */
type ItemOnset = Onset & { readonly renderedAtMs: number | null };
type Moment<Value> = { readonly value: Value | null; readonly atMs: number };

/** Notes when an item was answered, changed and submitted, and with what, on the same clock as the timed tasks. */
export function recordItem<Value>(page: Document) {
  const input = watchInput(page);
  const visibility = watchVisibility();
  let choices: readonly Moment<Value>[] = [];
  let firstAtMs: number | null = null;

  const type = (): number => {
    const atMs = input.takeMs();
    firstAtMs = firstAtMs ?? atMs;
    return atMs;
  };
  const choose = ({ value, kind }: Choice<Value>) => {
    const kept = kind === "amends" ? choices.slice(0, -1) : choices;
    choices = [...kept, { value, atMs: type() }];
  };
  const finish = (onset: ItemOnset, given: Pick<ItemAnswer<Value>, "value" | "missing">): ItemAnswer<Value> => {
    const since = (atMs: number) => Math.max(0, atMs - onset.shownAtMs);
    const latencyMs = since(input.takeMs());
    input.stop();
    visibility.stop();
    return {
      ...given,
      latencyMs,
      firstLatencyMs: firstAtMs === null ? null : since(firstAtMs),
      changes: choices.map(({ value, atMs }) => ({ value, latencyMs: since(atMs) })),
      observed: {
        shownAtMs: onset.shownAtMs,
        renderedAtMs: onset.renderedAtMs,
        inputModality: input.modality(),
        visibilityLost: visibility.wasLost(),
        rt: Math.max(0, Math.round(performance.now() - onset.drawnAtMs)),
      },
    };
  };
  return { choose, type, finish };
}
