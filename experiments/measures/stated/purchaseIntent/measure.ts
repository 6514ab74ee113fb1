import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { AnswerRow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { Period } from "../period.ts";
import { flag, recordedScale, scaleSettings, scoreItem } from "../scale.ts";
import { ratingTrial } from "../statedTrial.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

/** The scale each way of answering is recorded on. */
export const intentScales = {
  fivePoint: { lowest: 1, highest: 5 },
  yesNo: { lowest: 0, highest: 1 },
} as const;

/** Purchase intent: five points from "definitely would not buy" (1) to "definitely would buy" (5), or yes (1) and no
 *  (0). `top_1` and `top_2` flag the most favourable boxes; for yes and no `top_1` is the yes and `top_2` is empty. */
export const purchaseIntent = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Purchase intent", nl: "Koopintentie", de: "Kaufabsicht" },
  sources: [
    {
      citation:
        "Jamieson, L. F., & Bass, F. M. (1989). Adjusting stated intention measures to predict trial purchase of new products: A comparison of models and methods. Journal of Marketing Research, 26(3), 336-345.",
      doi: "10.1177/002224378902600307",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    answers: z
      .enum(["fivePoint", "yesNo"])
      .default("fivePoint")
      .meta({ title: "Answers", description: 'fivePoint: from "definitely not" to "definitely". yesNo: two answers.' }),
    horizon: Period.nullable().default(null).meta({
      title: "Within which time",
      description: 'When set, the question names the period, as in "within the next 4 weeks".',
    }),
  }),
  trial: ratingTrial(),
  row: AnswerRow,
  settings: scaleSettings(intentScales.fivePoint),
  profiles: { "five-point": intentScales.fivePoint, "yes-no": intentScales.yesNo },
  range: [0, 5],
  factors: () => ({}),
  inferSettings: (rows) => recordedScale(rows, "purchaseIntent"),
  score: (rows, scale) =>
    scoreItem(rows, {
      item: "purchaseIntent",
      scale,
      parts: (intent) => ({
        top_1: flag(intent === scale.highest),
        top_2: scale.highest - scale.lowest < 2 ? null : flag(intent >= scale.highest - 1),
      }),
    }),
});
