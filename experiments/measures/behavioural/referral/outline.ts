/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "referral",
  preset: "referral-90-days",
  effort: () => ({ trials: 1, minutes: 0.5 }),
} as const;
