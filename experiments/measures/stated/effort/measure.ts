import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { AnswerRow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { flag, scoreItem } from "../scale.ts";
import { ratingTrial } from "../statedTrial.ts";
import { effortScale, outline } from "./outline.ts";
import { texts } from "./texts.ts";

/** Customer effort, version 2.0: agreement on 1 to 7 that it was made easy, so that high is good. Vendors publish the
 *  mean, the share of 5-7 or the share of 6-7 minus that of 1-3 under one name; every part is here to tell them apart. */
export const effort = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Customer effort", nl: "Moeite", de: "Aufwand" },
  sources: [
    {
      citation:
        "Dixon, M., Toman, N., & DeLisi, R. (2013). The effortless experience: Conquering the new battleground for customer loyalty. Portfolio/Penguin.",
    },
  ],
  parameters: z.object(statedParameters(texts)),
  trial: ratingTrial(),
  row: AnswerRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [1, 7],
  factors: () => ({}),
  score: (rows) =>
    scoreItem(rows, {
      item: "effort",
      scale: effortScale,
      parts: (rating) => ({ agrees: flag(rating >= 5), top_2: flag(rating >= 6), bottom_3: flag(rating <= 3) }),
    }),
});
