import type { VNode } from "preact";
import { type PanelPace, spoken } from "../../quality/panelReview.ts";
import type { StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import type { ReviewedPerson } from "../reviewOfPanel.ts";
import { Field, Form, Layout, Note, ShortId, Table, When } from "./layout.tsx";

/** What to tell the panel, participant by participant, under our own numbers. */
export function PanelPage(props: {
  readonly visit: Visit;
  readonly study: StoredStudy;
  readonly pace: PanelPace;
  /** Newest first. */
  readonly people: readonly ReviewedPerson[];
  /** Where those who started earlier are. */
  readonly older?: string;
  readonly fault?: string;
}): VNode {
  const { visit, study, pace, people, older, fault } = props;
  const again = people.filter(({ suggestion }) => suggestion.decision === "look again");
  const others = people.filter(({ suggestion }) => suggestion.decision !== "look again");
  return (
    <Layout title="Panel" visit={visit} study={study} place="/panel">
      <h1>What to tell the panel</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      <p>
        {pace.finished} finished. Of the {people.length} on this page {again.length} are to be looked at again; they
        come first. A completion code means that every trial is stored.
      </p>
      <p>{limitSentence(pace)}</p>
      <p class="help">
        Nothing here is decided for you. Only what a panel accepts as a reason stands here: an exceptionally fast
        completion, with its limit, and failed attention checks, which the study file names. Flags of the analysis are
        no reasons to refuse a payment, nor is it one not to be eligible.
      </p>
      <Table
        columns={["Person", "Suggested", "Took", "Finished", "Code", "Reasons"]}
        empty="Nobody has started yet."
        rows={[...again, ...others].map(rowOf)}
      />
      {older && (
        <p>
          <a href={older}>People who started earlier</a>
        </p>
      )}
      <h2>The list for the panel</h2>
      <p>
        The same with the panel's own ids, as a table. They name people: give them to nobody else, never together with
        answers, and delete the file when the panel has been told.
      </p>
      <Form visit={visit} action={`/studies/${study.id}/panel/list`}>
        <Field name="recipient" label="Who gets the list" />
        <Field name="code" label="The code your app shows now" autocomplete="one-time-code" />
        <button class="quiet" type="submit">
          Download the list
        </button>
      </Form>
    </Layout>
  );
}

function limitSentence({ finished, medianSeconds, limitSeconds }: PanelPace): string {
  if (medianSeconds === null) return "";
  const half = `Half of them took less than ${spoken(medianSeconds)}.`;
  if (limitSeconds === null)
    return `${half} With ${finished} completion times nobody can be called an outlier yet: 20 are needed.`;
  return `${half} Under ${spoken(limitSeconds)} is exceptionally fast: three standard deviations below the mean of the logarithms of all completion times.`;
}

function rowOf({ participantId, finishedAt, completionCode, suggestion }: ReviewedPerson) {
  const { decision, seconds, reasons } = suggestion;
  const suggested = unbroken(decision);
  return [
    <ShortId id={participantId} />,
    decision === "look again" ? <strong>{suggested}</strong> : suggested,
    seconds === null ? "" : unbroken(spoken(seconds)),
    <When at={finishedAt} />,
    completionCode === null ? "none" : "given",
    reasons.join(" "),
  ];
}

/** Words that stay on one line. */
function unbroken(words: string): string {
  return words.replaceAll(" ", "\u00a0");
}
