import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { AnswerRow } from "../answers.ts";
import { itemsEffort, statedParameters } from "../parameters.ts";
import { flag, scoreItem } from "../scale.ts";
import { ratingTrial } from "../statedTrial.ts";
import { texts } from "./texts.ts";

export const effortScale = { lowest: 1, highest: 7 } as const;

/** Customer effort, version 2.0: agreement on 1 to 7 that it was made easy, so that high is good. Vendors publish the
 *  mean, the share of 5-7 or the share of 6-7 minus that of 1-3 under one name; every part is here to tell them apart. */
export const effort = defineMeasure({
  name: "effort",
  kind: "stated",
  title: { en: "Customer effort", nl: "Moeite", de: "Aufwand" },
  sources: [
    {
      citation:
        "Dixon, M., Toman, N., & DeLisi, R. (2013). The effortless experience: Conquering the new battleground for customer loyalty. Portfolio/Penguin.",
    },
  ],
  preset: "effort-ces-2",
  parameters: z.object(statedParameters(texts)),
  trial: ratingTrial(),
  row: AnswerRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [1, 7],
  factors: () => ({}),
  effort: () => itemsEffort({ rating: 1 }),
  score: (rows) =>
    scoreItem(rows, {
      item: "effort",
      scale: effortScale,
      parts: (rating) => ({ agrees: flag(rating >= 5), top_2: flag(rating >= 6), bottom_3: flag(rating <= 3) }),
    }),
});
