import type { SingleCategoryIatParameters } from "./parameters.ts";

const SECONDS_PER_TRIAL = 1.1;
const SECONDS_PER_INSTRUCTION = 12;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "singleCategoryIat",
  preset: "single-category-iat-recommended-1",
  effort: ({ trials }: SingleCategoryIatParameters) => {
    const count = trials.attributes + 2 * (trials.practice + trials.test);
    return { trials: count, minutes: (count * SECONDS_PER_TRIAL + 4 * SECONDS_PER_INSTRUCTION) / 60 };
  },
} as const;
