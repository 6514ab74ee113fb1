import type { VNode } from "preact";
import type { EarlyLook } from "../../quality/earlyLooks.ts";
import type { StoredStudy } from "../../store/store.ts";
import { field, type Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, moment, Note } from "./layout.tsx";

type Common = { readonly visit: Visit; readonly study: StoredStudy };

export type ReportState = {
  readonly state: "none" | "running" | "failed" | "outdated" | "ready";
  readonly madeAt?: string;
  /** Why it failed, in words for who asked. */
  readonly reason?: string;
};

type Props = Common & {
  readonly report: ReportState;
  /** How far the study is from its planned number of people; null once it is reached. */
  readonly blinding: {
    readonly finished: number;
    readonly planned: number;
    readonly looks: readonly EarlyLook[];
  } | null;
  readonly isHidden: boolean;
  readonly fault?: string;
};

/** Exports and the report. */
export function ResultsPage(props: Props): VNode {
  const { visit, study, report, blinding, isHidden, fault } = props;
  const mayAnalyse = visit.role !== "viewer";
  return (
    <Layout title="Results" visit={visit} study={study} place="/results" isRefreshed={report.state === "running"}>
      <h1>Results</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      {report.state === "running" && (
        <Note kind="warn">The report is being made. This page loads itself again until it is there.</Note>
      )}
      {report.state === "outdated" && (
        <Note kind="warn">Someone was erased while the report was made, and it is thrown away. Make it again.</Note>
      )}
      {report.state === "failed" && (
        <Note kind="bad">The report could not be made. {report.reason ?? "The server's log says why."}</Note>
      )}
      {blinding && (
        <Note kind="warn">
          {`${blinding.finished} of ${blinding.planned} planned people have finished. `}
          {isHidden
            ? "The comparison is hidden until then."
            : "The comparison was looked at early; its report says so."}
        </Note>
      )}
      {mayAnalyse && (blinding ? <LookEarly {...props} /> : <MakeReport {...props} />)}
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
      {report.state === "ready" && !isHidden && (
        <>
          <h2>Report of {moment(report.madeAt ?? null)}</h2>
          <p>
            <a class="button" href={`/studies/${study.id}/report`}>
              Open it at full width
            </a>
          </p>
          <iframe title="Report" src={`/studies/${study.id}/report`} sandbox="" />
        </>
      )}
    </Layout>
  );
}

function MakeReport({ visit, study }: Props) {
  return (
    <Form visit={visit} action={`/studies/${study.id}/report`}>
      <button type="submit">Make the report</button>
    </Form>
  );
}

function LookEarly({ visit, study, blinding }: Props) {
  return (
    <details open={visit.fields.size > 0}>
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
        <button type="submit">Look, and keep that I did</button>
      </Form>
    </details>
  );
}
