import type { VNode } from "preact";
import { type Flag, type Flagged, flagMeanings } from "../../quality/flags.ts";
import type { StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { Layout, ShortId, Table, When } from "./layout.tsx";

export type FlaggedSession = {
  readonly sessionId: string;
  readonly startedAt: string;
  readonly trials: number;
  readonly flags: readonly Flagged[];
};

/** The newest sessions with what is odd about each. With a flag, those that have it. */
export function QualityPage(props: {
  readonly visit: Visit;
  readonly study: StoredStudy;
  readonly examined: number;
  readonly sessions: readonly FlaggedSession[];
  readonly only: Flag | undefined;
}): VNode {
  const { visit, study, examined, sessions, only } = props;
  const at = `/studies/${study.id}/quality`;
  const names = Object.entries(flagMeanings);
  const having = (flag: string) => sessions.filter(({ flags }) => flags.some((one) => one.flag === flag));
  const shown = only === undefined ? sessions.filter(({ flags }) => flags.length > 0) : having(only);
  return (
    <Layout title="Quality" visit={visit} study={study} place="/quality">
      <h1>Quality</h1>
      <p class="help">
        Of the {examined} newest sessions of people. A flag is a reason to look, never a removal: who is left out of the
        results is decided by the plan.
      </p>
      <h2>Flags</h2>
      <Table
        columns={["Flag", "What it means", "Sessions"]}
        numbers={[2]}
        empty="Nothing is flagged."
        rows={names
          .filter(([flag]) => having(flag).length > 0)
          .map(([flag, meaning]) => [<a href={`${at}/${flag}`}>{flag}</a>, meaning, having(flag).length])}
      />
      <h2>{only === undefined ? "Flagged sessions" : `Sessions with the flag ${only}`}</h2>
      {only !== undefined && (
        <p>
          {flagMeanings[only]}. <a href={at}>All flags</a>
        </p>
      )}
      <Table
        columns={["Session", "Started", "Trials", "Flags and what was found"]}
        numbers={[2]}
        empty="None."
        rows={shown.map(({ sessionId, startedAt, trials, flags }) => [
          <a href={`/studies/${study.id}/sessions/${sessionId}`}>
            <ShortId id={sessionId} />
          </a>,
          <When at={startedAt} />,
          trials,
          flags.map(({ flag, value }) => `${flag} (${Number(value.toPrecision(3))})`).join(", "),
        ])}
      />
    </Layout>
  );
}
