import type { EptParameters } from "./parameters.ts";

const SECONDS_PER_TRIAL = 2.1;
const SECONDS_PER_INSTRUCTION = 12;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "evaluativePriming",
  preset: "evaluative-priming-recommended-1",
  effort: ({ trials, trialsPerBlock }: EptParameters) => {
    const test = 4 * trials.perCell;
    const pages = 1 + Math.ceil(test / trialsPerBlock);
    const count = trials.practice + test;
    return { trials: count, minutes: (count * SECONDS_PER_TRIAL + pages * SECONDS_PER_INSTRUCTION) / 60 };
  },
} as const;
