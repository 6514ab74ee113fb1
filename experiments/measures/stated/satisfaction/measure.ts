import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { AnswerRow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { flag, recordedScale, scaleSettings, scoreItem } from "../scale.ts";
import { ratingTrial } from "../statedTrial.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

/** Overall satisfaction on 1 to 5 (or 7, or 10). `top_2` flags the two most favourable answers: 4-5 of 5, 6-7 of 7,
 *  9-10 of 10. */
export const satisfaction = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Satisfaction", nl: "Tevredenheid", de: "Zufriedenheit" },
  sources: [
    {
      citation:
        "Fornell, C., Johnson, M. D., Anderson, E. W., Cha, J., & Bryant, B. E. (1996). The American Customer Satisfaction Index: Nature, purpose, and findings. Journal of Marketing, 60(4), 7-18.",
      doi: "10.2307/1251898",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    points: z.literal([5, 7, 10]).default(5).meta({ title: "Points of the scale", description: "5, 7 or 10." }),
  }),
  trial: ratingTrial(),
  row: AnswerRow,
  settings: scaleSettings({ lowest: 1, highest: 5 }),
  profiles: { "5-points": { highest: 5 }, "7-points": { highest: 7 }, "10-points": { highest: 10 } },
  range: [1, 10],
  factors: () => ({}),
  inferSettings: (rows) => recordedScale(rows, "satisfaction"),
  score: (rows, scale) =>
    scoreItem(rows, {
      item: "satisfaction",
      scale,
      parts: (rating) => ({ top_2: flag(rating >= scale.highest - 1), top_1: flag(rating === scale.highest) }),
    }),
});
