import type { TreatmentLevel } from "../../../contract/treatment.ts";

const READING_MINUTES = 0.5;
const FILM_MINUTES = 1;

/** What the browser knows of the measure: its name, the set of its default parameters, and how long it takes. */
export const outline = {
  name: "concept",
  preset: "concept-3s",
  effort: ({ content }: { readonly content?: TreatmentLevel | null }) => ({
    trials: 1,
    minutes: content?.film === undefined ? READING_MINUTES : FILM_MINUTES,
  }),
} as const;
