import { z } from "zod";
import { defineMeasure, type ExclusionReason, type Score } from "../../../contract/measure.ts";
import { AnswerRow, lastAnswers, type AnswerRow as Row, rowsBelow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { Period } from "../period.ts";
import { isOnScale } from "../scale.ts";
import { statedTrial } from "../statedTrial.ts";
import { HIGHEST_COUNT, outline } from "./outline.ts";
import { texts } from "./texts.ts";

/** Whether people say they bought, how often, when last, and whether they looked it up: an outcome where no shop tells,
 *  weaker than an observed purchase. The score is 1 or 0; not knowing is no answer. */
export const purchaseReport = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Purchase report", nl: "Aankoopmelding", de: "Kaufbericht" },
  sources: [
    {
      citation:
        "Neter, J., & Waksberg, J. (1964). A study of response errors in expenditures data from household interviews. Journal of the American Statistical Association, 59(305), 18-55. (Bounded recall; the wording is Saydo's preset.)",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    period: Period.default({ amount: 4, unit: "week" }).meta({
      title: "Over which time",
      description: "The stretch of time asked about, back from today.",
    }),
    since: z.iso.date().nullable().default(null).meta({
      title: "First day",
      description:
        "The first day asked about instead, yyyy-mm-dd: one that people remember. In a wave that of the first session.",
    }),
    tookPartThen: z.boolean().default(false).meta({
      title: "They took part on the first day",
      description: "Say in the question that they took part then. In a wave it is said by itself.",
      level: "more",
    }),
  }),
  trial: statedTrial(z.int().min(0)).extend({
    /** The scale of the two questions that have one. */
    lowest: z.int().nullable(),
    highest: z.int().nullable(),
  }),
  row: AnswerRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, 1],
  happenedWhen: ">0",
  factors: () => ({}),
  leastTrials: () => 1,
  score: scoreReport,
});

const yesNo = { lowest: 0, highest: 1 };

function scoreReport(rows: readonly Row[]): Score {
  const answers = lastAnswers(rowsBelow(rows, "purchaseReport"));
  const bought = answers.get("purchaseReport.bought");
  const none = { times: null, days_since_last: null, looked_up: null };
  const refused = (excluded: ExclusionReason): Score => ({ value: null, excluded, trialsUsed: 0, parts: none });
  if (bought === undefined) return refused("no-trials");
  if (bought === null) return refused("not-answered");
  if (!isOnScale(bought, yesNo)) return refused("off-scale");
  if (bought === 0) return { value: 0, trialsUsed: 1, parts: { ...none, times: 0 } };
  const counted = (item: string, highest: number) => {
    const value = answers.get(`purchaseReport.${item}`) ?? null;
    return isOnScale(value, { lowest: 0, highest }) ? value : null;
  };
  const parts = {
    times: counted("times", HIGHEST_COUNT),
    days_since_last: counted("daysAgo", Number.MAX_SAFE_INTEGER),
    looked_up: counted("receipt", 1),
  };
  return { value: 1, trialsUsed: 1 + Object.values(parts).filter((part) => part !== null).length, parts };
}
