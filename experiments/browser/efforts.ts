import type { Measure } from "../contract/measure.ts";
import type { Step } from "./studySteps.ts";

export type Effort = ReturnType<Measure["effort"]>;
type MeasureModule = Readonly<Record<string, unknown>>;

// One chunk a measure, shared with its timeline, so that no measure of another study is downloaded.
const modules = import.meta.glob<MeasureModule>("../measures/*/*/measure.ts");

/** Trials and minutes of every step, from the measures themselves; null where a measure cannot be loaded. */
export function effortsOf(steps: readonly Step[]): Promise<readonly (Effort | null)[]> {
  return Promise.all(steps.map((step) => effortOf(step).catch(() => null)));
}

async function effortOf({ measure, parameters }: Step): Promise<Effort | null> {
  const load = Object.entries(modules).find(([path]) => path.endsWith(`/${measure}/measure.ts`))?.[1];
  // The study that is delivered has every default of every measure written out, so nothing is left to parse.
  // A measure's file exports it under the measure's own name (experiments/measures/README.md).
  const found = (await load?.())?.[measure] as Measure | undefined;
  return found?.effort(parameters) ?? null;
}

/** Whole minutes of some steps, or null when one is unknown. */
export function minutesOf(efforts: readonly (Effort | null)[]): number | null {
  if (efforts.includes(null)) return null;
  return Math.ceil(efforts.reduce((sum, effort) => sum + (effort?.minutes ?? 0), 0));
}
