import { z } from "zod";
import { Id } from "../../../contract/id.ts";
import { defineMeasure, type Score } from "../../../contract/measure.ts";
import { LocalText } from "../../../contract/text.ts";
import { AnswerRow } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { flag } from "../scale.ts";
import { statedTrial } from "../statedTrial.ts";
import { outline } from "./outline.ts";
import { presetQuestions, texts } from "./texts.ts";

const Option = z.strictObject({
  id: Id.meta({ title: "Short name", description: "Letters, digits, - and _; it stands in the data." }),
  label: LocalText.meta({ title: "Answer", description: "As participants read it." }),
  eligible: z.boolean().meta({ title: "May take part", description: "Whether this answer makes a person eligible." }),
});

const Question = z.strictObject({
  id: Id.meta({ title: "Short name", description: "Letters, digits, - and _; it stands in the data." }),
  text: LocalText.meta({ title: "Question", description: "As participants read it." }),
  options: z.array(Option).min(2).max(20).meta({ title: "Answers", description: "At least two." }),
  maximum: z.int().min(1).max(20).default(1).meta({
    title: "Most answers",
    description: "The most answers that may be chosen. Of several, one that makes eligible is enough.",
  }),
});

const EligibleCell = z.union([
  z.boolean(),
  z
    .enum(["1", "0", "", "true", "false"])
    .transform((cell) => (cell === "" ? undefined : cell === "1" || cell === "true")),
]);

const ScreenerRow = AnswerRow.extend({ isEligible: EligibleCell.optional() });
type ScreenerRow = z.infer<typeof ScreenerRow>;

/** Who is eligible: every question must have an answer that makes so; a declined one does not. The score is 1 or 0;
 *  `questions_failed` counts what spoke against it. */
export const screener = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Screener", nl: "Screening", de: "Vorfragen" },
  sources: [
    {
      citation:
        "American Association for Public Opinion Research (2023). Standard definitions: Final dispositions of case codes and outcome rates for surveys (10th ed.). (Eligibility as a disposition; the question is Saydo's preset.)",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    questions: z
      .array(Question)
      .min(1)
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
        error: "questions with ids of their own",
      })
      .default(presetQuestions)
      .meta({ title: "Questions", description: "Who does not fit is thanked and sent away." }),
    stopWhenIneligible: z.boolean().default(false).meta({
      title: "Stop at once",
      description: "Whether questions after one that makes a person not eligible are left out.",
    }),
  }),
  trial: statedTrial(z.union([z.string(), z.array(z.string())])).extend({ isEligible: z.boolean() }),
  row: ScreenerRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, 1],
  factors: () => ({}),
  leastTrials: ({ questions, stopWhenIneligible }) => (stopWhenIneligible ? 1 : questions.length),
  score: scoreScreener,
});

function scoreScreener(rows: readonly ScreenerRow[]): Score {
  const own = rows.filter(({ item }) => item.startsWith("screener."));
  const last = new Map(own.toSorted((a, b) => a.trialIndex - b.trialIndex).map((row) => [row.item, row]));
  const judged = [...last.values()].flatMap(({ isEligible }) => (isEligible === undefined ? [] : [isEligible]));
  if (judged.length === 0) {
    const excluded = own.length === 0 ? "no-trials" : "not-answered";
    return { value: null, excluded, trialsUsed: 0, parts: { questions_failed: null } };
  }
  const failed = judged.filter((isEligible) => !isEligible).length;
  return { value: flag(failed === 0), trialsUsed: judged.length, parts: { questions_failed: failed } };
}
