import type { GnatParameters } from "./parameters.ts";

const SECONDS_PER_TRIAL = 0.95;
const SECONDS_PER_INSTRUCTION = 10;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "goNoGoAssociation",
  preset: "go-no-go-association-recommended-2",
  effort: ({ trials, pairings }: GnatParameters) => {
    const blocks = pairings === "both" ? 4 : 2;
    const count = blocks * (trials.practice + trials.test);
    return { trials: count, minutes: (count * SECONDS_PER_TRIAL + 2 * blocks * SECONDS_PER_INSTRUCTION) / 60 };
  },
} as const;
