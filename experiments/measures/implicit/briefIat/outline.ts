import type { BriefIatParameters } from "./parameters.ts";

const SECONDS_PER_TRIAL = 1;
const SECONDS_PER_INSTRUCTION = 12;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "briefIat",
  preset: "brief-iat-recommended-1",
  effort: ({ warmUpTrials, blocks, prefatoryTrials, trials }: BriefIatParameters) => {
    const count = warmUpTrials + blocks * (prefatoryTrials + trials);
    return { trials: count, minutes: (count * SECONDS_PER_TRIAL + (blocks + 1) * SECONDS_PER_INSTRUCTION) / 60 };
  },
} as const;
