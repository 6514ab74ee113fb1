import type { VNode } from "preact";
import type { StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, moment, Note } from "./layout.tsx";

type Common = { readonly visit: Visit; readonly study: StoredStudy };

export type ReportState = {
  readonly state: "none" | "running" | "failed" | "outdated" | "ready";
  readonly madeAt?: string;
};

/** Exports and the report. */
export function ResultsPage(props: Common & { readonly report: ReportState; readonly isEarly: boolean }): VNode {
  const { visit, study, report, isEarly } = props;
  const mayAnalyse = visit.role !== "viewer";
  return (
    <Layout title="Results" visit={visit} study={study} place="/results">
      <h1>Results</h1>
      {report.state === "running" && (
        <Note kind="warn">The report is being made. Load this page again in a minute.</Note>
      )}
      {report.state === "outdated" && (
        <Note kind="warn">Someone was erased while the report was made, and it is thrown away. Make it again.</Note>
      )}
      {report.state === "failed" && <Note kind="bad">The report could not be made; the server's log says why.</Note>}
      {mayAnalyse && isEarly && (
        <Note kind="warn">
          The planned number of people has not been reached. Looking at the comparison now and deciding by it whether to
          go on makes its p-values wrong; the audit records that you looked.
        </Note>
      )}
      {mayAnalyse && (
        <Form visit={visit} action={`/studies/${study.id}/report`}>
          <button type="submit">Make the report</button>
        </Form>
      )}
      {mayAnalyse && (
        <Form visit={visit} action={`/studies/${study.id}/export`}>
          <label for="format">Export</label>
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
            help="So that they can be told whom to delete."
            value={visit.account?.name ?? ""}
          />
          <button class="quiet" type="submit">
            Download
          </button>
        </Form>
      )}
      {report.state === "ready" && <h2>Report of {moment(report.madeAt ?? null)}</h2>}
      {report.state === "ready" && <iframe title="Report" src={`/studies/${study.id}/report`} sandbox="" />}
    </Layout>
  );
}
