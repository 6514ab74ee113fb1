import { type AnswerLine, fiveAnswers } from "../answers.ts";
import { sentence } from "../names.ts";
import { typeset } from "../numbers.ts";
import type { ReportData } from "../readReport.ts";

/** The answer in five lines. */
export function FiveAnswers({ data }: { readonly data: ReportData }) {
  return (
    <section aria-labelledby="answer-heading">
      <h2 id="answer-heading" class="visually-hidden">
        The answer in five lines
      </h2>
      <AnswerList lines={fiveAnswers(data)} />
    </section>
  );
}

/** What else was asked and answered; nothing when the comparison answered nothing else. */
export function OtherAnswers({ lines }: { readonly lines: readonly AnswerLine[] }) {
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="more-heading">
      <h2 id="more-heading" class="visually-hidden">
        Further answers
      </h2>
      <AnswerList lines={lines} />
    </section>
  );
}

function AnswerList({ lines }: { readonly lines: readonly AnswerLine[] }) {
  return (
    <ol class="answers">
      {lines.map((line) => (
        <li key={line.key}>
          <p class="question">{line.question}</p>
          <p class="verdict">
            {line.verdicts.map(({ about, verdict }) => (
              <span key={about ?? ""} class="tag">
                {typeset(about === null ? sentence(verdict) : `${sentence(about)}: ${verdict}`)}
              </span>
            ))}
          </p>
          <p class="says">
            {line.estimate === null ? null : <strong class="estimate">{line.estimate}</strong>} {typeset(line.sentence)}
            {line.n === null ? null : <span class="of"> {typeset(line.n)}</span>}
          </p>
        </li>
      ))}
    </ol>
  );
}
