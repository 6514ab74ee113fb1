import type { VNode } from "preact";
import { studyDifference } from "../../../design/studyDifference.ts";
import type { Draft, StoredStudy, StudyVersion } from "../../../store/store.ts";
import type { Visit } from "../../consoleRoute.ts";
import { moment } from "../../reader.ts";
import { Layout, Note, ShortId, Table } from "../layout.tsx";

type Versions = {
  readonly visit: Visit;
  readonly study: StoredStudy | undefined;
  readonly draft: Draft | undefined;
  /** The newest first. */
  readonly versions: readonly StudyVersion[];
};

/** Every version that was launched: what it says differently from the one before, and who met it. */
export function VersionsPage({ visit, study, draft, versions }: Versions): VNode {
  const base = study ? { study } : draft ? { draft } : {};
  return (
    <Layout title="Versions" visit={visit} {...base} place="/design">
      <p>
        <a href={`/studies/${visit.params["studyId"]}/design`}>← Design</a>
      </p>
      <h1>Versions</h1>
      {versions.length === 0 && (
        <Note kind="warn">The study has never been launched; its texts are kept in its design.</Note>
      )}
      {versions.map((version, place) => (
        <Version
          key={version.hash}
          version={version}
          before={versions[place + 1]}
          isNow={version.hash === study?.hash}
        />
      ))}
    </Layout>
  );
}

type One = { readonly version: StudyVersion; readonly before: StudyVersion | undefined; readonly isNow: boolean };

const SHOWN = 50;

function Version({ version: { hash, madeAt, study, sessions }, before, isNow }: One) {
  const found = before ? studyDifference(before.study, study) : [];
  return (
    <section aria-labelledby={`v-${hash}`}>
      <h2 id={`v-${hash}`}>
        {moment(madeAt)} · <ShortId id={hash} /> {isNow && "· participants meet it now"}
      </h2>
      <p>
        Sessions: {sessions.real}
        {sessions.pilot > 0 && `, and ${sessions.pilot} of a pilot`}
        {sessions.simulated > 0 && `, and ${sessions.simulated} simulated`}
      </p>
      {before ? (
        <Table
          columns={["What changed", "Before", "Now"]}
          empty="It says the same as the one before; a picture of it may have changed."
          rows={found.slice(0, SHOWN).map(({ place, before: old, after }) => [place, old || "—", after || "—"])}
        />
      ) : (
        <p class="help">The first version.</p>
      )}
      {found.length > SHOWN && <p>{found.length - SHOWN} more.</p>}
    </section>
  );
}
