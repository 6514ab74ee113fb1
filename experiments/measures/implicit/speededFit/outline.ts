import type { SpeededFitParameters } from "./parameters.ts";

const SECONDS_PER_TRIAL = 2;
const SECONDS_PER_INSTRUCTION = 15;
/** Brands assumed when the study names none: the product and one other. */
const USUAL_BRANDS = 2;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "speededFit",
  preset: "speeded-fit-recommended-1",
  effort: ({ brands, attributes, repetitions, baselineTrials }: SpeededFitParameters) => {
    const judged = (brands.length || USUAL_BRANDS) * attributes.length * repetitions;
    const count = baselineTrials + judged;
    return { trials: count, minutes: (count * SECONDS_PER_TRIAL + 2 * SECONDS_PER_INSTRUCTION) / 60 };
  },
} as const;
