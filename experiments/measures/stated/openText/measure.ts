import { z } from "zod";
import { defineMeasure, type Score } from "../../../contract/measure.ts";
import { AnswerRow, lastAnswers, rowsOf } from "../answers.ts";
import { statedParameters } from "../parameters.ts";
import { statedTrial } from "../statedTrial.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

/** The answer as it was written: `007` stays a text. */
const TextRow = AnswerRow.extend({
  value: z
    .union([z.string(), z.null()])
    .default(null)
    .transform((text) => (text?.trim() ? text : null)),
});
type TextRow = z.infer<typeof TextRow>;

/** An answer in the participant's own words. The score is how many words were written: how much, never what. */
export const openText = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Open answer", nl: "Open antwoord", de: "Offene Antwort" },
  sources: [
    {
      citation:
        "Reja, U., Lozar Manfreda, K., Hlebec, V., & Vehovar, V. (2003). Open-ended vs. close-ended questions in web questionnaires. Metodološki zvezki, 19, 159-177. (The form; the wording is Saydo's preset.)",
    },
  ],
  parameters: z.object({
    ...statedParameters(texts),
    minimumCharacters: z
      .int()
      .min(1)
      .max(500)
      .default(1)
      .meta({ title: "Fewest letters", description: "A shorter answer is asked for again." }),
    maximumCharacters: z
      .int()
      .min(1)
      .max(10_000)
      .default(2000)
      .meta({ title: "Most letters", description: "The field takes no more." }),
  }),
  trial: statedTrial(z.string()),
  row: TextRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, null],
  factors: () => ({}),
  score: scoreText,
});

function scoreText(rows: readonly TextRow[]): Score {
  const own = rowsOf(rows, "openText");
  const answer = [...lastAnswers(own.map((row) => ({ ...row, item: "openText" }))).values()][0];
  if (answer === undefined || answer === null) {
    const excluded = own.length === 0 ? "no-trials" : "not-answered";
    return { value: null, excluded, trialsUsed: 0, parts: { characters: null } };
  }
  const text = String(answer);
  return { value: text.match(WORD)?.length ?? 0, trialsUsed: 1, parts: { characters: [...text].length } };
}
