import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { AnswerRow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { flag, recordedScale, scaleSettings, scoreItem } from "../scale.ts";
import { ratingTrial } from "../statedTrial.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

const PROMOTER_FROM = 9; // Reichheld 2003
const DETRACTOR_TO = 6; // Reichheld 2003

/** Likelihood to recommend on 0 to 10. A person has a rating and a group of the net promoter score; a person has none
 *  (analysis/statistics/shares/netPromoterScore.ts). */
export const likelihoodToRecommend = defineMeasure({
  ...outline,
  kind: "stated",
  title: {
    en: "Likelihood to recommend",
    nl: "Waarschijnlijkheid van aanbevelen",
    de: "Wahrscheinlichkeit der Weiterempfehlung",
  },
  sources: [
    { citation: "Reichheld, F. F. (2003). The one number you need to grow. Harvard Business Review, 81(12), 46-54." },
  ],
  parameters: z.object(statedParameters(texts)),
  trial: ratingTrial(),
  row: AnswerRow,
  settings: scaleSettings({ lowest: 0, highest: 10 }),
  profiles: {},
  range: [0, 10],
  factors: () => ({}),
  inferSettings: (rows) => recordedScale(rows, "likelihoodToRecommend"),
  score: (rows, scale) =>
    scoreItem(rows, {
      item: "likelihoodToRecommend",
      scale,
      parts: (rating) => ({
        is_promoter: flag(rating >= PROMOTER_FROM),
        is_passive: flag(rating > DETRACTOR_TO && rating < PROMOTER_FROM),
        is_detractor: flag(rating <= DETRACTOR_TO),
      }),
    }),
});
