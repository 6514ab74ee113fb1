import type { ComponentChildren, VNode } from "preact";
import type { StoredStudy } from "../../store/store.ts";
import { field } from "../consoleRoute.ts";
import { moment } from "../reader.ts";
import { isGoingOn, Jobs } from "./jobs.tsx";
import { Field, Form, Layout, Note } from "./layout.tsx";
import type { Blinding, MadeReport, ResultsProps } from "./resultsProps.ts";
import { Shares } from "./shares.tsx";

/** The report with its five answers, in every form; links that share it; exports. */
export function ResultsPage(props: ResultsProps): VNode {
  const { visit, study, jobs, report, blinding, fault, note } = props;
  const isViewer = visit.role === "viewer";
  const isSharer = !isViewer && visit.role !== "analyst";
  const isMaking = isGoingOn(jobs);
  return (
    <Layout title="Results" visit={visit} study={study} place="/results" isRefreshed={isMaking && fault === undefined}>
      <h1>Results</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      {note && <Note kind="good">{note}</Note>}
      {isMaking && <Note kind="warn">The report is being made. This page loads itself again until it is there.</Note>}
      <Failure jobs={jobs} />
      {blinding && <Blinded {...props} blinding={blinding} />}
      {report && <Report study={study} report={report} />}
      {!isViewer && (blinding ? <LookEarly {...props} /> : <MakeReport {...props} />)}
      {!isViewer && jobs.length > 0 && (
        <>
          <h2>Reports asked for</h2>
          <Jobs visit={visit} jobs={jobs} at={`/studies/${study.id}/report`} look={null} names={props.names} />
        </>
      )}
      {isSharer && <Shares {...props} />}
      {!isViewer && <Export {...props} />}
    </Layout>
  );
}

/** Why the newest report is not there. */
function Failure({ jobs: [newest] }: Pick<ResultsProps, "jobs">) {
  if (newest?.state !== "failed") return null;
  return <Note kind="bad">{newest.reason ?? "The report could not be made. The server's log says why."}</Note>;
}

function Blinded({ visit, blinding }: ResultsProps & { readonly blinding: Blinding }) {
  const { finished, planned, looks } = blinding;
  return (
    <Note kind="warn">
      {`${finished} of ${planned} planned people have finished. `}
      {looks.length === 0 || visit.role === "viewer"
        ? "The comparison is hidden until then."
        : "The comparison was looked at early; its report says so."}
    </Note>
  );
}

function Report({ study, report }: { readonly study: StoredStudy; readonly report: MadeReport }) {
  const at = `/studies/${study.id}/report`;
  const has = (name: string) => report.names.includes(name);
  const figures = report.names.filter((name) => name.startsWith("figures/"));
  return (
    <section aria-labelledby="report-heading">
      <h2 id="report-heading">Report of {moment(report.madeAt)}</h2>
      <ol class="verdicts">
        {report.verdict.map(({ question, tags, says }) => (
          <li key={question}>
            <p class="help">{question}</p>
            <p>
              {tags.map((tag) => (
                <strong key={tag} class="tag">
                  {tag}
                </strong>
              ))}{" "}
              {says}
            </p>
          </li>
        ))}
      </ol>
      <p>
        <a class="button" href={at}>
          Read the whole report
        </a>
      </p>
      <p class="row">
        Download:
        <File at={at} name="report.html" text="Page (HTML)" />
        {has("report.pdf") && <File at={at} name="report.pdf" text="PDF" />}
        <File at={at} name="tables.xlsx" text="Tables (XLSX)" />
        <File at={at} name="methods.txt" text="Methods" />
        <File at={at} name="references.bib" text="References (BibTeX)" />
        <File at={at} name="all.zip" text="Everything (zip)" />
      </p>
      {!has("report.pdf") && (
        <p class="help">This server has no Chromium to print a PDF with. Open the report and print it there.</p>
      )}
      {figures.length > 0 && (
        <details>
          <summary>Figures (SVG)</summary>
          <ul>
            {figures.map((name) => (
              <li key={name}>
                <File at={at} name={name.replace("figures/", "")} text={name.replace(/^figures\/|\.svg$/g, "")} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function File({ at, name, text }: { readonly at: string; readonly name: string; readonly text: ComponentChildren }) {
  return <a href={`${at}/${name}`}>{text}</a>;
}

function MakeReport({ visit, study, report, jobs }: ResultsProps) {
  return (
    <Form visit={visit} action={`/studies/${study.id}/report`}>
      <Language visit={visit} />
      <button type="submit" class={report ? "quiet" : ""} disabled={isGoingOn(jobs)}>
        {report ? "Make it again" : "Make the report"}
      </button>
    </Form>
  );
}

function Language({ visit }: Pick<ResultsProps, "visit">) {
  const chosen = field(visit, "language");
  return (
    <>
      <label for="language">Language of the report</label>
      <select id="language" name="language">
        <option value="en">English</option>
        <option value="nl" selected={chosen === "nl"}>
          Nederlands
        </option>
      </select>
    </>
  );
}

function LookEarly({ visit, study, blinding }: ResultsProps) {
  return (
    <details open={visit.fields.has("reason")}>
      <summary>Look anyway</summary>
      <p>
        Who looks at the comparison before its time and decides by it whether to go on makes its p-values wrong. That
        somebody looked, when and why is kept in the audit and printed in every later report.
      </p>
      {(blinding?.looks ?? []).map(({ at, reason }) => (
        <p key={at} class="help">
          {moment(at)}: {reason}
        </p>
      ))}
      <Form visit={visit} action={`/studies/${study.id}/report`}>
        <Field name="reason" label="Why" value={field(visit, "reason")} />
        <Field name="confirm" label={`Type ${study.id}`} value={field(visit, "confirm")} />
        <Language visit={visit} />
        <button type="submit">Look, and keep that I did</button>
      </Form>
    </details>
  );
}

function Export({ visit, study }: ResultsProps) {
  return (
    <>
      <h2>Export</h2>
      <p>The pseudonymous data, for R, Python, SPSS or a spreadsheet.</p>
      <Form visit={visit} action={`/studies/${study.id}/export`}>
        <label for="format">Format</label>
        <select id="format" name="format">
          {["csv", "jsonl", "parquet", "psych-ds"].map((format) => (
            <option key={format}>{format}</option>
          ))}
        </select>
        <label>
          <input type="checkbox" name="spreadsheet" value="1" />
          Safe to open in a spreadsheet (csv)
        </label>
        <Field
          name="recipient"
          label="Who gets it"
          help="The audit keeps it, so that they can be told whom to delete."
          value={visit.account?.name ?? ""}
        />
        <button class="quiet" type="submit">
          Download
        </button>
      </Form>
    </>
  );
}
