import { typeset } from "../../blocks/numbers.ts";
import { simulatedNotice } from "../../blocks/simulatedWords.ts";
import type { Comparison } from "../../findings/comparison.ts";
import type { ReportData } from "../../findings/reportData.ts";
import { CLOSING } from "../closing.ts";
import { limits } from "../limits.ts";
import { methodsParagraphs } from "../methodsText.ts";
import { references, referenceText } from "../references.ts";
import { Part } from "./Part.tsx";

type Props = { readonly data: ReportData<Comparison> };

/** Paragraphs ready for a paper. */
export function Methods({ data }: Props) {
  return (
    <Part id="methods" title={CLOSING.methods}>
      <div class="prose">
        {methodsParagraphs(data).map((paragraph) => (
          <p key={paragraph}>{typeset(paragraph)}</p>
        ))}
      </div>
    </Part>
  );
}

/** What speaks against the results, what the comparison warned of, and what this report had to leave out. */
export function Limits({ data }: Props) {
  return (
    <Part id="limits" title={CLOSING.limits}>
      <div class="prose">
        <ul>
          {limits(data).map((limit) => (
            <li key={limit}>{typeset(limit)}</li>
          ))}
        </ul>
        <Notes
          title="Warnings of the comparison"
          notes={data.warnings.filter((warning) => !data.omissions.includes(warning))}
        />
        <Notes title="Left out of this report" notes={data.omissions} />
      </div>
    </Part>
  );
}

function Notes({ title, notes }: { readonly title: string; readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <>
      <h3 class="notes">{title}</h3>
      <ul>
        {notes.map((note) => (
          <li key={note}>{typeset(note)}</li>
        ))}
      </ul>
    </>
  );
}

/** The sources of the methods that were used here. */
export function References({ data }: Props) {
  return (
    <Part id="references" title={CLOSING.references}>
      <div class="prose">
        <ul>
          {references(data).map((reference) => (
            <li key={reference.key}>{referenceText(reference)}</li>
          ))}
        </ul>
      </div>
    </Part>
  );
}

/** The command, the hashes and the seed that make the same report again. */
export function Reproduce({ data }: Props) {
  const { found, context } = data;
  const { seed } = found;
  const rows = [
    ["Command", context.command ?? "saydo compare --plan plan.yaml --html report.html"],
    ["Saydo", found.version ?? null],
    ["Random seed", seed === undefined ? null : String(seed)],
    ["Data, SHA-256", found.data_sha256 ?? null],
    ["Plan, SHA-256", found.plan_sha256 ?? null],
    ["Preregistration, SHA-256", context.design?.preregistration ?? null],
  ] as const;
  return (
    <Part id="reproduce" title={CLOSING.reproduce}>
      <dl class="reproduce">
        {rows.map(([name, value]) =>
          value === null ? null : (
            <>
              <dt key={name}>{name}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </>
          ),
        )}
      </dl>
      {context.reading.map(({ file, notes }) => (
        <Notes key={file} title={`How ${file} was read`} notes={notes} />
      ))}
      <p class="note">
        With --json every number is written in full precision, with --out every table as CSV and every figure as SVG.
      </p>
    </Part>
  );
}

/** Who owns the names used in this report. */
export function Footer({ data }: Props) {
  const notice = simulatedNotice(data.context);
  return (
    <footer class="foot">
      <p>
        Net Promoter®, NPS® and the NPS-related emoticons are registered trademarks of Bain & Company, Inc., NICE
        Systems, Inc., and Fred Reichheld. Net Promoter Score℠ and Net Promoter System℠ are service marks of Bain &
        Company, Inc., NICE Systems, Inc., and Fred Reichheld.
      </p>
      {notice ? <p>Simulated data: {notice}</p> : null}
    </footer>
  );
}
