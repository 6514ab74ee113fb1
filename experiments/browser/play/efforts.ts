import { loadTimeline } from "./stepTimeline.ts";
import type { Step } from "./studySteps.ts";
import type { Effort } from "./timelines.ts";

/** Trials and minutes of every step, from the measures themselves; null where a measure cannot be loaded. */
export function effortsOf(steps: readonly Step[]): Promise<readonly (Effort | null)[]> {
  return Promise.all(steps.map((step) => effortOf(step).catch(() => null)));
}

async function effortOf({ measure, parameters }: Step): Promise<Effort> {
  // The study that is delivered has every default of every measure written out, so nothing is left to parse.
  const { outline } = await loadTimeline(measure)();
  return outline.effort(parameters);
}

/** Whole minutes of some steps, or null when one is unknown. */
export function minutesOf(efforts: readonly (Effort | null)[]): number | null {
  if (efforts.includes(null)) return null;
  return Math.ceil(efforts.reduce((sum, effort) => sum + (effort?.minutes ?? 0), 0));
}
