/** Events of an ordinary visit; there is no most. */
const EVENTS = 60;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "shop",
  preset: "shop-12-a-page",
  effort: () => ({ trials: EVENTS, minutes: 4 }),
} as const;

/** The fewest events of a visit: the shop opens, and a basket is confirmed. */
export const LEAST_EVENTS = 2;
