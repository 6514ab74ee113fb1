import { asRecord, textIn } from "./cells.ts";
import { count, decimal, percentWithInterval, withInterval } from "./numbers.ts";
import type { ReportData } from "./readReport.ts";

export type AnswerLine = {
  readonly key: string;
  readonly question: string;
  readonly sentence: string;
  readonly estimate: string | null;
  readonly n: string | null;
  /** One verdict, or the two of E4, each with what it is about. */
  readonly verdicts: readonly { readonly about: string | null; readonly verdict: string }[];
};

const FIVE = [
  ["E1", "Of those who say yes, how many do it?"],
  ["E2", "Of those the implicit test marks, how many do it?"],
  ["E3", "Which single measure ranks people better?"],
  ["E4", "Does the implicit score add to what people state?"],
  ["E12", "How fragile is this, and what would change it?"],
] as const;
const OTHERS = [
  ["E5", "Does stating add to the implicit score?"],
  ["E6", "How much of the explained variation belongs to each?"],
  ["E7", "Are the predicted probabilities right?"],
  ["E8", "Is it worth using?"],
  ["E9", "Is it the measure, or its reliability?"],
  ["E10", "Is it the same for spend and counts?"],
  ["E11", "Is it the same for every product?"],
] as const;
const IN_PERCENT = new Set(["E1", "E2"]);
const NO_ANSWER = "Not answered by this comparison";

/** The five lines at the head of a report: E1 to E4 and E12. A missing answer is said to be missing, with its reason. */
export function fiveAnswers(data: ReportData): readonly AnswerLine[] {
  return FIVE.map(([key, question]) => answerLine(data, key, question));
}

/** The other answers the comparison gave, E5 to E11; those it did not give are left out. */
export function otherAnswers(data: ReportData): readonly AnswerLine[] {
  return OTHERS.flatMap(([key, question]) => (data.sections.answers?.[key] ? [answerLine(data, key, question)] : []));
}

function answerLine(data: ReportData, key: string, question: string): AnswerLine {
  const answer = data.sections.answers?.[key];
  if (!answer) {
    const why = data.warnings.find((warning) => new RegExp(`\\b${key}\\b`).test(warning));
    return { key, question, sentence: `${NO_ANSWER}${why ? `: ${why}` : "."}`, estimate: null, n: null, verdicts: [] };
  }
  const { estimate, n } = answer;
  return {
    key,
    question,
    sentence: answer.sentence ?? `${NO_ANSWER}.`,
    estimate: estimate === null ? null : estimateText(key, answer),
    n: n === null ? null : `n = ${count(n)}`,
    verdicts: verdictsOf(answer),
  };
}

type Answered = NonNullable<NonNullable<ReportData["sections"]["answers"]>[string]>;

function estimateText(key: string, { estimate, interval, n }: Answered): string {
  if (IN_PERCENT.has(key)) return percentWithInterval(estimate, interval, n);
  return interval ? withInterval(estimate, interval) : decimal(estimate);
}

/** E4 carries two verdicts: `predictive` and `construct`, as texts or as objects with a verdict. */
function verdictsOf(answer: Answered): AnswerLine["verdicts"] {
  const pair = ["predictive", "construct"].flatMap((about) => {
    const given =
      answer[about] ?? asRecord(answer.verdicts)[about] ?? answer[`${about}_verdict`] ?? answer[`verdict_${about}`];
    const verdict = textIn(given) ?? textIn(asRecord(given).verdict);
    return verdict === null ? [] : [{ about, verdict }];
  });
  if (pair.length > 0) {
    const isNamed = pair.some(({ about }) => about === "predictive");
    return isNamed || answer.verdict === null ? pair : [{ about: "predictive", verdict: answer.verdict }, ...pair];
  }
  return answer.verdict === null ? [] : [{ about: null, verdict: answer.verdict }];
}
