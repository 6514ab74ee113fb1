import type { SimulatedPerson } from "../../contract/simulatedPerson.ts";
import type { Observed } from "../recordedBody.ts";

const clocksMs = new WeakMap<SimulatedPerson, number>();

/** Lets `durationMs` pass on the simulated person's own clock, which starts at 0 and never follows the machine's, so that
 *  the same person gives the same rows. Returns the clock before it passed. */
export function passTime(person: SimulatedPerson, durationMs: number): number {
  const atMs = clocksMs.get(person) ?? 0;
  clocksMs.set(person, atMs + durationMs);
  return atMs;
}

/** What a plugin would have observed of a trial that this person answered after `latencyMs` (null: not at all). */
export function simulatedObservation(
  person: SimulatedPerson,
  time: { readonly latencyMs: number | null; readonly trialMs: number },
): Observed {
  return {
    shownAtMs: passTime(person, time.trialMs),
    renderedAtMs: null,
    inputModality: "keyboard",
    visibilityLost: false,
    rt: time.latencyMs === null ? null : Math.round(time.latencyMs),
  };
}
