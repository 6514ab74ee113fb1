import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { AnswerRow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { flag, scoreItem } from "../scale.ts";
import { ratingTrial } from "../statedTrial.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

/** How well a person knows a product, 1 "never heard of it" to 5: a covariate, and `is_aware` for who is eligible. */
export const familiarity = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Familiarity", nl: "Bekendheid", de: "Bekanntheit" },
  sources: [
    {
      citation:
        "Alba, J. W., & Hutchinson, J. W. (1987). Dimensions of consumer expertise. Journal of Consumer Research, 13(4), 411-454. (The idea; wording and steps are Saydo's preset.)",
    },
  ],
  parameters: z.object(statedParameters(texts)),
  trial: ratingTrial(),
  row: AnswerRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [1, 5],
  factors: () => ({}),
  score: (rows) =>
    scoreItem(rows, {
      item: "familiarity",
      scale: { lowest: 1, highest: 5 },
      parts: (step) => ({ is_aware: flag(step >= 2) }),
    }),
});
