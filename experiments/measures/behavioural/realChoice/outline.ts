import type { SetDesign } from "./choiceSets.ts";

/** Seconds a choice takes; reading the terms and the draw takes another minute. */
const SECONDS = 8;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "realChoice",
  preset: "real-choice-12",
  effort: (design: SetDesign) => {
    const choices = choiceCount(design);
    return { trials: 1 + choices, minutes: 1 + (choices * SECONDS) / 60 };
  },
} as const;

/** How many choices a session has. */
export function choiceCount({ sets, design }: SetDesign): number {
  if (design === null) return sets.count;
  const own = new Set(design.map(({ set }) => set)).size;
  return own + Math.min(sets.repeats, Math.ceil(own / 2));
}
