import type { MetaphorParameters } from "./parameters.ts";

const MINUTES_TO_CHOOSE = 1.5;
const MINUTES_PER_REASON = 0.6;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "metaphorElicitation",
  preset: "metaphor-elicitation-recommended-1",
  effort: ({ fewest }: MetaphorParameters) => ({
    trials: fewest,
    minutes: MINUTES_TO_CHOOSE + fewest * MINUTES_PER_REASON,
  }),
} as const;
