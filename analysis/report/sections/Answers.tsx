import type { AnswerLine } from "../../blocks/block.ts";
import { typeset } from "../../blocks/numbers.ts";
import { fiveAnswers } from "../../findings/answers/answerLines.ts";
import { verdictSubject } from "../../findings/answers/verdictWords.ts";
import type { Comparison } from "../../findings/comparison.ts";
import { sentence } from "../../findings/names.ts";
import type { ReportData } from "../../findings/reportData.ts";
import { decisionSentence, unknownSentence } from "../pageOne.ts";

/** The answer in five lines. */
export function FiveAnswers({ data }: { readonly data: ReportData<Comparison> }) {
  return (
    <section aria-labelledby="answer-heading">
      <h2 id="answer-heading" class="visually-hidden">
        The answer in five lines
      </h2>
      <AnswerList lines={fiveAnswers(data)} />
      {data.sample.n === null ? null : (
        <div class="meaning">
          {decisionSentence(data) === null ? null : <p>{typeset(decisionSentence(data) ?? "")}</p>}
          <p>{typeset(unknownSentence(data))}</p>
        </div>
      )}
    </section>
  );
}

/** Questions with their answers. */
export function AnswerList({ lines }: { readonly lines: readonly AnswerLine[] }) {
  return (
    <ol class="answers">
      {lines.map((line) => (
        <li key={line.key}>
          <p class="question">{line.question}</p>
          <p class="verdict">
            {line.verdicts.map(({ about, verdict }) => (
              <span key={about ?? ""} class="tag">
                {typeset(about === null ? sentence(verdict) : `${verdictSubject(about)}: ${verdict}`)}
              </span>
            ))}
          </p>
          <p class="says">
            {line.estimate === null ? null : <strong class="estimate">{typeset(line.estimate)}</strong>}{" "}
            {typeset(line.sentence)}
            {line.n === null ? null : <span class="of"> {typeset(line.n)}</span>}
          </p>
        </li>
      ))}
    </ol>
  );
}
