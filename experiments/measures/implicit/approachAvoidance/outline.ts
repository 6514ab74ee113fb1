import type { AatParameters } from "./parameters.ts";

const SECONDS_PER_TRIAL = 1.7;
const SECONDS_PER_INSTRUCTION = 20;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "approachAvoidance",
  preset: "approach-avoidance-recommended-1",
  effort: ({ trials }: AatParameters) => {
    const count = trials.practice + 4 * trials.perCell;
    return { trials: count, minutes: (count * SECONDS_PER_TRIAL + 2 * SECONDS_PER_INSTRUCTION) / 60 };
  },
} as const;
