import { z } from "zod";
import { Id } from "../../../contract/id.ts";
import { defineMeasure } from "../../../contract/measure.ts";
import { LocalText } from "../../../contract/text.ts";
import { AnswerRow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { statedTrial } from "../statedTrial.ts";
import { outline } from "./outline.ts";
import { scoreJourney } from "./scoreJourney.ts";
import { presetTouchpoints, texts } from "./texts.ts";

const Touchpoint = z.strictObject({
  id: Id.meta({ title: "Short name", description: "Letters, digits, - and _; it stands in the data." }),
  label: LocalText.meta({ title: "Touchpoint", description: "As participants read it." }),
});

/** The journey: each touchpoint rated 1 to 5, then whether it met the expectation (3) or exceeded it (4, 5), then which
 *  of them mattered most. The score is the mean rating of the touchpoints a person has been through. */
export const touchpoints = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Touchpoints of the journey", nl: "Contactmomenten", de: "Kontaktpunkte" },
  sources: [
    {
      citation:
        "Lemon, K. N., & Verhoef, P. C. (2016). Understanding customer experience throughout the customer journey. Journal of Marketing, 80(6), 69-96.",
      doi: "10.1509/jm.15.0420",
    },
    {
      citation:
        "Oliver, R. L. (1980). A cognitive model of the antecedents and consequences of satisfaction decisions. Journal of Marketing Research, 17(4), 460-469. (Expectations met or exceeded; the wording is Saydo's preset.)",
      doi: "10.1177/002224378001700405",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    touchpoints: z
      .array(Touchpoint)
      .min(2)
      .max(30)
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
        error: "touchpoints with ids of their own",
      })
      .default(presetTouchpoints)
      .meta({ title: "Touchpoints", description: "The moments of the journey, at least two." }),
    askExpectation: z.boolean().default(true).meta({
      title: "Ask about expectations",
      description: "Whether each touchpoint is also compared with what was expected.",
    }),
    momentsMaximum: z.int().min(0).max(10).default(3).meta({
      title: "Moments of truth",
      description: "The most moments of truth that may be chosen; 0 leaves the question out.",
    }),
  }),
  trial: statedTrial(z.union([z.int(), z.array(z.string())])).extend({
    lowest: z.int().nullable(),
    highest: z.int().nullable(),
  }),
  row: AnswerRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [1, 5],
  factors: () => ({}),
  leastTrials: ({ touchpoints: list, momentsMaximum }) => list.length + (momentsMaximum > 0 ? 1 : 0),
  score: scoreJourney,
});
