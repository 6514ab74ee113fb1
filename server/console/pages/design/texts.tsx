import type { VNode } from "preact";
import { textIn } from "../../../../experiments/contract/text.ts";
import { lineDifference } from "../../../../experiments/studyFile/lineDifference.ts";
import type { Draft, StoredStudy } from "../../../store/store.ts";
import type { Visit } from "../../consoleRoute.ts";
import { moment } from "../../reader.ts";
import { Form, Layout, Note } from "../layout.tsx";

export type Names = ReadonlyMap<string, string>;

/** The whole text in a form. */
export function TextForm(props: {
  readonly visit: Visit;
  readonly draft: Draft;
  readonly yaml: string;
  readonly children: string;
}) {
  const { visit, draft, yaml, children } = props;
  return (
    <Form visit={visit} action={`/studies/${draft.studyId}/design/text`} kind="upload">
      <input type="hidden" name="revision" value={String(draft.revision)} />
      <label for="yaml">study.yaml</label>
      {/* A browser drops a first empty line. */}
      <textarea id="yaml" name="yaml" class="code" rows={30} spellcheck={false} wrap="off">
        {`\n${yaml}`}
      </textarea>
      <button type="submit">{children}</button>
    </Form>
  );
}

/** A study that is served and of which no new version is being made. */
export function NoDraftPage({ visit, study }: { readonly visit: Visit; readonly study: StoredStudy }): VNode {
  return (
    <Layout title="Design" visit={visit} study={study} place="/design">
      <h1>Design</h1>
      <p>
        Participants meet the version {study.hash.slice(0, 8)} of "{textIn(study.study.title, "en")}". A new version is
        made beside it; nobody meets it before it is launched.
      </p>
      <Form visit={visit} action={`/studies/${study.id}/design`}>
        <button type="submit">Edit as a new version</button>
      </Form>
      <p>
        <a href={`/studies/${study.id}/design/versions`}>Versions so far</a>
      </p>
    </Layout>
  );
}

/** An earlier text beside the newest, and the way back to it. */
export function RevisionPage(props: {
  readonly visit: Visit;
  readonly draft: Draft;
  readonly older: Draft;
  readonly names: Names;
}): VNode {
  const { visit, draft, older, names } = props;
  return (
    <Layout title={`Text ${older.revision}`} visit={visit} draft={draft} place="/design">
      <h1>Text {older.revision}</h1>
      <p>
        Saved {moment(older.savedAt)} by {names.get(older.savedBy) ?? "somebody"}. − is only in it, + only in the
        newest.
      </p>
      <Difference left={older.yaml} right={draft.yaml} />
      <Form visit={visit} action={`/studies/${draft.studyId}/design/restore`}>
        <input type="hidden" name="revision" value={String(draft.revision)} />
        <input type="hidden" name="older" value={String(older.revision)} />
        <button type="submit">Go back to this text</button>
      </Form>
      <p>
        <a href={`/studies/${draft.studyId}/design`}>Back</a>
      </p>
    </Layout>
  );
}

/** Two people saved: both texts, and the choice between them. */
export function ConflictPage(props: {
  readonly visit: Visit;
  readonly draft: Draft;
  readonly yaml: string;
  readonly names: Names;
}): VNode {
  const { visit, draft, yaml, names } = props;
  const who = names.get(draft.savedBy) ?? "Somebody";
  return (
    <Layout title="Two texts" visit={visit} draft={draft} place="/design">
      <h1>Two people changed this study</h1>
      <Note kind="bad">
        {who} saved another text at {moment(draft.savedAt)}. Yours is below and not saved yet.
      </Note>
      <p>− is only in {who}'s text, + only in yours.</p>
      <Difference left={draft.yaml} right={yaml} />
      <TextForm visit={visit} draft={draft} yaml={yaml}>
        Save mine in its place
      </TextForm>
      <p>
        <a href={`/studies/${draft.studyId}/design`}>Keep {who}'s text and drop mine</a>
      </p>
    </Layout>
  );
}

const AROUND = 2;

/** The lines that differ, with two around them. */
export function Difference({ left, right }: { readonly left: string; readonly right: string }) {
  const lines = lineDifference(left, right);
  const isNear = (place: number) =>
    lines.slice(Math.max(0, place - AROUND), place + AROUND + 1).some(({ side }) => side !== "both");
  const shown = lines.map((line, place) => ({ ...line, place })).filter(({ place }) => isNear(place));
  if (shown.length === 0) return <p>They are the same.</p>;
  return (
    <pre class="difference">
      {shown.map(({ side, text, place }, index) => (
        <span key={String(place)} class={side}>
          {index > 0 && shown[index - 1]?.place !== place - 1 ? "…\n" : ""}
          {`${{ both: " ", left: "−", right: "+" }[side]} ${text}\n`}
        </span>
      ))}
    </pre>
  );
}
