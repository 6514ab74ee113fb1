import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { AnswerRow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { Period } from "../period.ts";
import { flag, scoreItem } from "../scale.ts";
import { statedTrial } from "../statedTrial.ts";
import { HIGHEST_COUNT, outline } from "./outline.ts";
import { texts } from "./texts.ts";

/** How often a person says they bought before the session: a covariate with a fixed look-back, never an outcome. */
export const pastPurchase = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Past purchases", nl: "Eerdere aankopen", de: "Frühere Käufe" },
  sources: [
    {
      citation:
        "Ouellette, J. A., & Wood, W. (1998). Habit and intention in everyday life: The multiple processes by which past behavior predicts future behavior. Psychological Bulletin, 124(1), 54-74. (The idea; the wording is Saydo's preset.)",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    period: Period.default({ amount: 12, unit: "month" }).meta({
      title: "Over which time",
      description: 'The question names it, as in "in the past 12 months".',
    }),
  }),
  trial: statedTrial(z.int().min(0)),
  row: AnswerRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, HIGHEST_COUNT],
  factors: () => ({}),
  score: (rows) =>
    scoreItem(rows, {
      item: "pastPurchase",
      scale: { lowest: 0, highest: HIGHEST_COUNT },
      parts: (count) => ({ has_bought: flag(count > 0) }),
    }),
});
