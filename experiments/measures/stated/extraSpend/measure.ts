import { z } from "zod";
import { defineMeasure, type Score } from "../../../contract/measure.ts";
import { AnswerRow, answerTo, type AnswerRow as Row, rowsBelow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { PercentSteps, PRESET_PERCENTS } from "../percentSteps.ts";
import { flag, isOnScale } from "../scale.ts";
import { ratingTrial } from "../statedTrial.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

const Settings = z.strictObject({
  /** The extra spending that counts as much, percent; 10 is the claim to be tested. */
  thresholdPercent: z.coerce.number().min(0).default(10),
});

/** How many percent more a person says they would spend after an excellent experience, and whether they would accept a
 *  higher price. The score is the percentage; `spends_much_more` flags the threshold and above. */
export const extraSpend = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Extra spending", nl: "Meer uitgeven", de: "Mehr ausgeben" },
  sources: [
    {
      citation:
        "Homburg, C., Koschate, N., & Hoyer, W. D. (2005). Do satisfied customers really pay more? A study of the relationship between customer satisfaction and willingness to pay. Journal of Marketing, 69(2), 84-96. (The idea; wording and steps are Saydo's preset.)",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    percents: PercentSteps.default(PRESET_PERCENTS).meta({
      title: "Percentages offered",
      description: "Rising from 0; the last stands for everything above as well.",
    }),
    increase: z
      .int()
      .min(1)
      .max(100)
      .default(10)
      .meta({ title: "Price increase", description: "The price increase asked about, percent." }),
  }),
  trial: ratingTrial(),
  row: AnswerRow,
  settings: Settings,
  profiles: {},
  range: [0, null],
  factors: () => ({}),
  score: scoreExtraSpend,
});

function scoreExtraSpend(rows: readonly Row[], { thresholdPercent }: z.infer<typeof Settings>): Score {
  const own = rowsBelow(rows, "extraSpend");
  const percent = answerTo(own, "extraSpend.percent");
  const accepts = answerTo(own, "extraSpend.acceptsHigherPrice");
  const acceptsPart = isOnScale(accepts ?? null, { lowest: 0, highest: 1 }) ? Number(accepts) : null;
  const parts = { spends_much_more: null, accepts_higher_price: acceptsPart };
  if (own.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  if (percent === undefined || percent === null) return { value: null, excluded: "not-answered", trialsUsed: 0, parts };
  if (typeof percent !== "number" || percent < 0) return { value: null, excluded: "off-scale", trialsUsed: 0, parts };
  return { value: percent, trialsUsed: 1, parts: { ...parts, spends_much_more: flag(percent >= thresholdPercent) } };
}
