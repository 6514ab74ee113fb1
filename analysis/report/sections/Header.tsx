import { typeset } from "../../blocks/numbers.ts";
import { simulatedNotice } from "../../blocks/simulatedWords.ts";
import type { Comparison } from "../../findings/comparison.ts";
import type { ReportData } from "../../findings/reportData.ts";
import { facts, leadSentence } from "../facts.ts";

/** Page one's facts: the label of simulated data, the title, who was asked and until when, and what a reader must know
 *  before the numbers (statistics.md, §8.12). */
export function Header({ data }: { readonly data: ReportData<Comparison> }) {
  const { context } = data;
  const notice = simulatedNotice(context);
  return (
    <header>
      {notice ? (
        <div class="simulated" role="note">
          <p>
            SIMULATED DATA <span>{notice}</span>
          </p>
        </div>
      ) : null}
      <div class="head">
        <p class="kicker">
          {["Saydo report: what people say, and what they do", context.madeAt?.slice(0, 10)]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <h1>
          {context.isSimulated ? "[Simulated data] " : ""}
          {context.title}
        </h1>
        <p class="lead">{typeset(leadSentence(data))}</p>
        {(context.design?.deviations ?? []).map((deviation) => (
          <p key={deviation} class="deviation">
            <strong>Departure from the plan:</strong> {deviation}
          </p>
        ))}
        <dl class="facts" id="facts">
          {facts(data).map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{typeset(value)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </header>
  );
}
