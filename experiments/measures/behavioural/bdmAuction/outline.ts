/** How many questions show that the rule was understood. */
export const CHECKS = 3;

type Course = { readonly rounds: number; readonly practice: boolean; readonly checks: boolean };

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "bdmAuction",
  preset: "bdm-auction-2-rounds",
  effort: ({ rounds, practice, checks }: Course) => {
    const trials = rounds + (practice ? 1 : 0) + (checks ? CHECKS : 0);
    return { trials, minutes: 1 + trials * 0.3 };
  },
} as const;
