import type { VNode } from "preact";
import type { PersonOverview, PersonSummary, StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { Layout, ShortId, Table, When } from "./layout.tsx";
import { PersonActions, remarks } from "./peoplePage.tsx";

/** One participant: what is stored, what they agreed to, what was done about them, and what can be done. */
export function PersonPage(props: {
  readonly visit: Visit;
  readonly study: StoredStudy;
  readonly person: PersonSummary;
  readonly overview: PersonOverview;
  readonly names: ReadonlyMap<string, string>;
}): VNode {
  const { visit, study, person, overview, names } = props;
  const at = `/studies/${study.id}`;
  const said = remarks(person);
  return (
    <Layout title="Person" visit={visit} study={study} place="/people">
      <p>
        <a href={`${at}/people`}>← People</a>
      </p>
      <h1>
        Person <ShortId id={person.participantId} />
      </h1>
      <p>
        <code>{person.participantId}</code>
        {said !== "" && ` · ${said}`}
      </p>
      <PersonActions visit={visit} at={`${at}/people/${person.participantId}`} person={person} />
      <h2>Visits</h2>
      <Table
        columns={["Session", "Wave", "Started", "Finished", "Trials"]}
        numbers={[4]}
        empty="No visit is stored."
        rows={overview.visits.map(({ sessionId, wave, startedAt, finishedAt, trials }) => [
          <a href={`${at}/sessions/${sessionId}`}>
            <ShortId id={sessionId} />
          </a>,
          wave === "" ? "first" : wave,
          <When at={startedAt} />,
          <When at={finishedAt} />,
          trials,
        ])}
      />
      <h2>Consent</h2>
      <Table
        columns={["Given", "Language", "For"]}
        empty="They have not agreed to anything."
        rows={overview.consents.map(({ givenAt, language, purposes }) => [
          <When at={givenAt} />,
          language,
          purposes
            .replaceAll(/[[\]"{}]/g, "")
            .replaceAll(",", ", ")
            .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
        ])}
      />
      <p>
        {overview.purchases} imported {overview.purchases === 1 ? "purchase is" : "purchases are"} theirs.
      </p>
      <h2>What was done</h2>
      <Table
        columns={["When", "Who", "What"]}
        empty="Nothing was done about this person."
        rows={overview.done.map(({ at: when, actor, action }) => [
          <When at={when} />,
          names.get(actor) ?? actor,
          action,
        ])}
      />
    </Layout>
  );
}
