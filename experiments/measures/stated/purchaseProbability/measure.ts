import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { AnswerRow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { Period } from "../period.ts";
import { scoreItem } from "../scale.ts";
import { ratingTrial } from "../statedTrial.ts";
import { outline, probabilityScale } from "./outline.ts";
import { texts } from "./texts.ts";

/** The probability each step of the scale stands for: its own words, "1 in 100" to "99 in 100" (Juster 1966). */
const PROBABILITIES = [0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99];

/** Purchase probability on Juster's eleven worded steps, 0 to 10. The score is the step; `probability` is what the step
 *  says (.01 to .99), whose mean over people predicts their rate of buying. */
export const purchaseProbability = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Purchase probability", nl: "Koopkans", de: "Kaufwahrscheinlichkeit" },
  sources: [
    {
      citation:
        "Juster, F. T. (1966). Consumer buying intentions and purchase probability: An experiment in survey design. Journal of the American Statistical Association, 61(315), 658-696.",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    horizon: Period.default({ amount: 4, unit: "week" }).meta({
      title: "Within which time",
      description: 'The question names it, as in "within the next 4 weeks".',
    }),
  }),
  trial: ratingTrial(),
  row: AnswerRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, 10],
  factors: () => ({}),
  score: (rows) =>
    scoreItem(rows, {
      item: "purchaseProbability",
      scale: probabilityScale,
      parts: (step) => ({ probability: PROBABILITIES[step] ?? null }),
    }),
});
