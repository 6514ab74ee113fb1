import type { VNode } from "preact";
import { textIn } from "../../../experiments/contract/text.ts";
import type { ArrivalCount, StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import type { Funnel, Progress } from "../progress.ts";
import { changes, stateNames } from "../states.ts";
import { Arrivals } from "./arrivals.tsx";
import { Field, Form, Layout, Note, Table } from "./layout.tsx";

type Common = { readonly visit: Visit; readonly study: StoredStudy };

/** All studies that one may see, and those that one makes. */
export function StudiesPage(props: {
  readonly visit: Visit;
  readonly studies: readonly { readonly stored: StoredStudy; readonly role: string; readonly finished: number }[];
  /** Never launched so far. */
  readonly drafts: readonly { readonly studyId: string; readonly title: string; readonly role: string }[];
}): VNode {
  const { visit, studies, drafts } = props;
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
          ...drafts.map(({ studyId, title, role }) => [
            <a href={`/studies/${studyId}/design`}>{title}</a>,
            "draft",
            role,
            "",
          ]),
          ...studies.map(({ stored, role, finished }) => [
            <a href={`/studies/${stored.id}`}>{textIn(stored.study.title, "en")}</a>,
            stateNames[stored.state],
            role,
            finished,
          ]),
        ]}
      />
    </Layout>
  );
}

/** How a study goes: the funnel, the quota, the balance, what is flagged. Nothing about results. */
export function WatchPage({
  visit,
  study,
  progress,
  arrivals,
  url,
  fault,
}: Common & {
  readonly fault?: string;
  readonly progress: Progress;
  readonly arrivals: readonly ArrivalCount[];
  readonly url: string;
}): VNode {
  const { real, pilot, simulated } = progress;
  const quota = study.study.quota?.completes;
  return (
    <Layout title="Watch" visit={visit} study={study} place="">
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
      <h2>Balance of the design</h2>
      <Table
        columns={["Factor", "Level", "Started", "Finished"]}
        numbers={[2, 3]}
        empty="Nobody has started yet."
        rows={progress.balance.map(({ factor, level, started, finished }) => [factor, level, started, finished])}
      />
      <h2>Flags</h2>
      <p class="help">Of the {progress.examined} newest sessions. A flag is a reason to look, never a removal.</p>
      <Table
        columns={["Flag", "What it means", "Sessions"]}
        numbers={[2]}
        empty="Nothing is flagged."
        rows={progress.flags.map(({ flag, meaning, sessions }) => [flag, meaning, sessions])}
      />
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

/** Links for participants. New personal links are shown once: only their hashes are kept. */
export function RecruitPage(props: Common & { readonly url: string; readonly links: readonly string[] }): VNode {
  const { visit, study, url, links } = props;
  const { source, panelParameter } = study.study.recruitment;
  return (
    <Layout title="Recruit" visit={visit} study={study} place="/recruit">
      <h1>Recruit</h1>
      <p>
        The study takes people by <strong>{source}</strong> links
        {panelParameter ? (
          <>
            {" "}
            with the panel's id in <code>{panelParameter}</code>
          </>
        ) : null}
        . Its address is <a href={url}>{url}</a>.
      </p>
      {links.length > 0 && <Note kind="good">Copy these now; they are not shown again.</Note>}
      {links.length > 0 && (
        <textarea readonly rows={Math.min(20, links.length + 1)} aria-label="New links">
          {links.map((link) => `${url}?link=${link}`).join("\n")}
        </textarea>
      )}
      <h2>Personal links</h2>
      <Form visit={visit} action={`/studies/${study.id}/recruit`}>
        <Field name="count" label="How many" type="number" help="Each opens the study for one person." value="10" />
        <button type="submit">Make links</button>
      </Form>
    </Layout>
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
