import type { IatParameters } from "./parameters.ts";

const SECONDS_PER_TRIAL = 1.1;
const SECONDS_PER_INSTRUCTION = 12;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "iat",
  preset: "iat-recommended-1",
  effort: ({ trials }: IatParameters) => {
    const combined = trials.combinedPractice + trials.combinedTest;
    const count = trials.targets + trials.attributes + trials.reversedTargets + 2 * combined;
    return { trials: count, minutes: (count * SECONDS_PER_TRIAL + 7 * SECONDS_PER_INSTRUCTION) / 60 };
  },
} as const;
