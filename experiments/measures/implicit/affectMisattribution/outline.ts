import type { AmpParameters } from "./parameters.ts";

const SECONDS_PER_TRIAL = 1.8;
const SECONDS_PER_INSTRUCTION = 20;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "affectMisattribution",
  preset: "affect-misattribution-recommended-1",
  effort: ({ trials }: AmpParameters) => {
    const count = trials.practice + 2 * trials.perProduct + trials.neutral;
    return { trials: count, minutes: (count * SECONDS_PER_TRIAL + 2 * SECONDS_PER_INSTRUCTION) / 60 };
  },
} as const;
