import type { VNode } from "preact";
import { textIn } from "../../../experiments/contract/text.ts";
import type { ArrivalCount, ListedStudy, StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import type { LiveView } from "../live/liveView.ts";
import type { Funnel, Progress } from "../progress.ts";
import { moment } from "../reader.ts";
import { changes, stateNames } from "../states.ts";
import { Arrivals } from "./arrivals.tsx";
import { Field, Form, Layout, Note, Table } from "./layout.tsx";
import { Live } from "./live.tsx";

type Common = { readonly visit: Visit; readonly study: StoredStudy };

/** All studies that one may see, and those that one makes. */
export function StudiesPage(props: {
  readonly visit: Visit;
  readonly studies: readonly ListedStudy[];
  /** Where the next ones are listed. */
  readonly more?: string;
}): VNode {
  const { visit, studies, more } = props;
  return (
    <Layout title="Studies" visit={visit}>
      <h1>Studies</h1>
      <p>
        <a class="button" href="/gallery">
          New study
        </a>
      </p>
      <Table
        columns={["Study", "State", "Your role", "Finished"]}
        numbers={[3]}
        empty="No study yet. Make one from a ready study."
        rows={[
          ...studies.flatMap(({ studyId, title, role }) => {
            return title === undefined ? [] : [[<a href={`/studies/${studyId}/design`}>{title}</a>, "draft", role, ""]];
          }),
          ...studies.flatMap(({ stored, role, finished }) => {
            if (stored === undefined) return [];
            const title = <a href={`/studies/${stored.id}`}>{textIn(stored.study.title, "en")}</a>;
            return [[title, stateNames[stored.state], role, finished]];
          }),
        ]}
      />
      {more && (
        <p>
          <a href={more}>More studies</a>
        </p>
      )}
    </Layout>
  );
}

/** How a study goes: how far people come, who is at work, the groups. Nothing about results. */
export function WatchPage({
  visit,
  study,
  progress,
  arrivals,
  url,
  fault,
  view,
  madeAt,
}: Common & {
  readonly view: LiveView;
  readonly madeAt: string;
  readonly fault?: string;
  readonly progress: Progress;
  readonly arrivals: readonly ArrivalCount[];
  readonly url: string;
}): VNode {
  const { real, pilot, simulated } = progress;
  const quota = study.study.quota?.completes;
  return (
    <Layout title="Watch" visit={visit} study={study} place="" isLive>
      <h1>Progress</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      {study.state === "pilot" && (
        <Note kind="warn">This is a pilot. Everybody who takes part now is kept apart and is in no result.</Note>
      )}
      <p>
        Participants' link: <a href={url}>{url}</a>
      </p>
      <Table
        columns={["", "Started", "Agreed", "Finished", "Withdrew", "With gaps", "With refused trials"]}
        numbers={[1, 2, 3, 4, 5, 6]}
        empty=""
        rows={[
          funnelRow("People", real),
          ...(pilot.started === 0 ? [] : [funnelRow("Pilot", pilot)]),
          ...(simulated.started === 0 ? [] : [funnelRow("Simulated", simulated)]),
        ]}
      />
      {real.overLimit > 0 && (
        <Note kind="warn">
          {`${real.overLimit} ${real.overLimit === 1 ? "session has" : "sessions have"} sent more than a session or a study may hold; what was too much was refused.`}
        </Note>
      )}
      {quota !== undefined && (
        <p>
          Quota: {real.finished} of {quota}; {real.atWork} at work. Whoever is at work may finish beyond it.
        </p>
      )}
      <Arrivals arrivals={arrivals} />
      <p class="help">
        <span data-live-state data-on="Follows by itself." data-lost="The connection is lost; load the page again.">
          As it was when the page was loaded, {moment(madeAt)}.
        </span>
      </p>
      <div data-live={`/studies/${study.id}/events`}>
        <Live view={view} studyId={study.id} maySeeSessions={visit.role === "researcher" || visit.role === "owner"} />
      </div>
      <StateForms visit={visit} study={study} />
    </Layout>
  );
}

function funnelRow(name: string, { started, agreed, finished, withdrawn, withGaps, withRefused }: Funnel) {
  return [name, started, agreed, finished, withdrawn, withGaps, withRefused];
}

function StateForms({ visit, study }: Common): VNode | null {
  if (visit.role !== "researcher" && visit.role !== "owner") return null;
  return (
    <section aria-labelledby="state">
      <h2 id="state">The study is {stateNames[study.state]}</h2>
      {changes[study.state].map(({ to, name, does, isTyped }) => (
        <Form key={to} visit={visit} action={`/studies/${study.id}/state`}>
          <input type="hidden" name="state" value={to} />
          <p>{does}</p>
          {isTyped && <Field id={`confirm-${to}`} name="confirm" label={`Type ${study.id}`} />}
          <button class={to === "open" ? "" : "quiet"} type="submit">
            {name}
          </button>
        </Form>
      ))}
    </section>
  );
}

/** A refusal, in the same words as everywhere. */
export function ProblemPage(props: {
  readonly visit: Visit;
  readonly title: string;
  readonly detail: string;
  readonly todo?: string;
}): VNode {
  const { visit, title, detail, todo } = props;
  return (
    <Layout title={title} visit={visit}>
      <h1>{title}</h1>
      <p>{detail}</p>
      {todo && <p>{todo}</p>}
      <p>
        <a href="/studies">To the studies</a>
      </p>
    </Layout>
  );
}
