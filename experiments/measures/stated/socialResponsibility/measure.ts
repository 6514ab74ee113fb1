import { z } from "zod";
import { defineMeasure, type Score } from "../../../contract/measure.ts";
import { AnswerRow, answerTo, type AnswerRow as Row, rowsBelow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { PercentSteps, PRESET_PERCENTS } from "../percentSteps.ts";
import { flag, isOnScale } from "../scale.ts";
import { ratingTrial } from "../statedTrial.ts";
import { importanceScale, outline } from "./outline.ts";
import { texts } from "./texts.ts";

/** How much a maker's responsibility matters, 1 to 5, and how many percent more a person says they would pay for it:
 *  the classic gap between saying and buying. The score is the importance. */
export const socialResponsibility = defineMeasure({
  ...outline,
  kind: "stated",
  title: {
    en: "Social responsibility",
    nl: "Maatschappelijke verantwoordelijkheid",
    de: "Gesellschaftliche Verantwortung",
  },
  sources: [
    {
      citation:
        "Carrington, M. J., Neville, B. A., & Whitwell, G. J. (2010). Why ethical consumers don't walk their talk: Towards a framework for understanding the gap between the ethical purchase intentions and actual buying behaviour of ethically minded consumers. Journal of Business Ethics, 97(1), 139-158. (The gap; wording and steps are Saydo's preset.)",
      doi: "10.1007/s10551-010-0501-6",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    percents: PercentSteps.default(PRESET_PERCENTS).meta({
      title: "Percentages offered",
      description: "Rising from 0; the last stands for everything above as well.",
    }),
  }),
  trial: ratingTrial(),
  row: AnswerRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [1, 5],
  factors: () => ({}),
  score: scoreResponsibility,
});

function scoreResponsibility(rows: readonly Row[]): Score {
  const own = rowsBelow(rows, "socialResponsibility");
  const importance = answerTo(own, "socialResponsibility.importance");
  const extra = answerTo(own, "socialResponsibility.extraPercent");
  const percent = typeof extra === "number" && extra >= 0 ? extra : null;
  const parts = { extra_percent: percent, pays_extra: percent === null ? null : flag(percent > 0) };
  if (own.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  if (importance === undefined || importance === null) {
    return { value: null, excluded: "not-answered", trialsUsed: 0, parts };
  }
  if (!isOnScale(importance, importanceScale)) return { value: null, excluded: "off-scale", trialsUsed: 0, parts };
  return { value: importance, trialsUsed: 1, parts };
}
