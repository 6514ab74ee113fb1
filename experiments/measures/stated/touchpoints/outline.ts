import { itemsEffort } from "../itemsEffort.ts";

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "touchpoints",
  preset: "touchpoints-5",
  effort: ({
    touchpoints: list,
    askExpectation,
    momentsMaximum,
  }: {
    readonly touchpoints: readonly unknown[];
    readonly askExpectation: boolean;
    readonly momentsMaximum: number;
  }) =>
    itemsEffort({
      rating: list.length,
      choice: (askExpectation ? list.length : 0) + (momentsMaximum > 0 ? 1 : 0),
    }),
} as const;
