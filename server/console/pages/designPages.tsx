import type { VNode } from "preact";
import type { ProblemDetails } from "../../../experiments/contract/problem.ts";
import { textIn } from "../../../experiments/contract/text.ts";
import { lineDifference } from "../../../experiments/studyFile/lineDifference.ts";
import type { CheckedDraft } from "../../design/checkDraft.ts";
import { draftFields, type FilledField } from "../../design/draftFields.ts";
import type { AssetNote, Draft, StoredStudy } from "../../store/store.ts";
import { field, type Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, moment, Note, Table } from "./layout.tsx";

type Names = ReadonlyMap<string, string>;

type Design = {
  readonly visit: Visit;
  /** The version that is served now; none while the study has never been launched. */
  readonly study: StoredStudy | undefined;
  readonly draft: Draft;
  readonly checked: CheckedDraft;
  readonly assets: readonly AssetNote[];
  readonly names: Names;
  readonly fault?: string;
  readonly note?: string;
};

/** A study while it is made: what is wrong, the fields people change most, pictures, the whole text, earlier texts. */
export function DesignPage(props: Design): VNode {
  const { visit, study, draft, checked, names, fault, note } = props;
  return (
    <Layout title="Design" visit={visit} {...(study ? { study } : { draft })} place="/design">
      <h1>Design</h1>
      <p class="help">
        Saved {moment(draft.savedAt)} by {names.get(draft.savedBy) ?? "somebody"}.{" "}
        {study ? statusOf(study, checked) : "A draft: nobody can take part yet."}
      </p>
      {fault && <Note kind="bad">{fault}</Note>}
      {note && <Note kind="good">{note}</Note>}
      <Problems {...props} />
      <Launch {...props} />
      <Fields {...props} />
      <Pictures {...props} />
      <Text {...props} />
      <Earlier {...props} />
    </Layout>
  );
}

function statusOf(study: StoredStudy, checked: CheckedDraft): string {
  return "hash" in checked && checked.hash === study.hash
    ? "This is what participants meet now."
    : "Participants meet the version that was launched; this one waits.";
}

function Problems({ checked }: Design) {
  if (checked.problems.length === 0) return <Note kind="good">Nothing is wrong with the study.</Note>;
  return (
    <section aria-labelledby="problems">
      <h2 id="problems">
        {checked.problems.length === 1 ? "One thing is wrong" : `${checked.problems.length} things are wrong`}
      </h2>
      <ul>
        {checked.problems.map((problem) => (
          <li key={`${problem.path} ${problem.line} ${problem.detail}`}>
            <strong>{placeText(problem)}</strong> {problem.detail}
            {problem.found === undefined ? "" : ` Found: ${problem.found}.`}{" "}
            {problem.expected === undefined ? "" : `Expected: ${problem.expected}. `}
            {problem.todo}
          </li>
        ))}
      </ul>
    </section>
  );
}

function placeText({ path, line, column }: ProblemDetails): string {
  const place = line === undefined ? [] : [`line ${line}, column ${column}`];
  return `${[...(path ? [path] : []), ...place].join(", ")}:`;
}

function Launch({ visit, study, draft, checked }: Design) {
  if (!("study" in checked)) return null;
  if (study?.hash === checked.hash) return null;
  return (
    <section aria-labelledby="launch">
      <h2 id="launch">Launch</h2>
      <p>
        {study
          ? "Whoever starts from now on meets this version; who has started goes on with theirs."
          : "Everyone with the link can take part from then on. Try it with the simulated people of saydo simulate first."}
      </p>
      <Form visit={visit} action={`/studies/${draft.studyId}/design/launch`}>
        <input type="hidden" name="revision" value={String(draft.revision)} />
        <Field name="confirm" label={`Type ${draft.studyId}`} value={field(visit, "confirm")} />
        <button type="submit">{study ? "Launch this version" : "Launch the study"}</button>
      </Form>
    </section>
  );
}

function Fields({ visit, draft, checked }: Design) {
  const fields = fieldsOf(draft.yaml);
  if (!fields) {
    return (
      <>
        <h2>Fields</h2>
        <p>The text cannot be read as YAML, so that its fields cannot be shown. Correct the text below.</p>
      </>
    );
  }
  return (
    <>
      <h2>Fields</h2>
      <Form visit={visit} action={`/studies/${draft.studyId}/design/fields`} kind="upload">
        <input type="hidden" name="revision" value={String(draft.revision)} />
        {fields.map((one) => (
          <Control
            key={one.name}
            {...one}
            value={visit.fields.get(one.name) ?? one.value}
            problems={problemsAt(one, checked)}
          />
        ))}
        <button type="submit">Save</button>
      </Form>
    </>
  );
}

function fieldsOf(yaml: string): readonly FilledField[] | undefined {
  try {
    return draftFields(yaml);
  } catch {
    return undefined;
  }
}

function problemsAt({ path }: FilledField, { problems }: CheckedDraft): readonly string[] {
  const written = path
    .map((part, place) => (typeof part === "number" ? `[${part}]` : place === 0 ? part : `.${part}`))
    .join("");
  return problems.filter((problem) => problem.path === written).map(({ detail, todo }) => `${detail} ${todo ?? ""}`);
}

function Control(props: FilledField & { readonly problems: readonly string[] }) {
  const { name, title, help, control, value, choices = [], problems } = props;
  const id = name.replaceAll(/[^A-Za-z0-9]+/g, "-");
  const shared = { id, name, ...(help || problems.length > 0 ? { "aria-describedby": `${id}-help` } : {}) };
  const isWrong = problems.length > 0 ? { "aria-invalid": "true" as const } : {};
  if (control === "switch") {
    return (
      <label class="switch">
        {/* What is sent while the box is empty; a ticked box comes after it and counts. */}
        <input type="hidden" name={name} value="false" />
        <input type="checkbox" {...shared} value="true" checked={value === "true"} />
        {title}
      </label>
    );
  }
  return (
    <>
      <label for={id}>{title}</label>
      {control === "text" && (
        <textarea {...shared} {...isWrong} rows={8}>
          {`\n${value}`}
        </textarea>
      )}
      {control === "choice" && (
        <select {...shared} {...isWrong}>
          {[...new Set([...(value === "" ? [""] : []), ...choices, ...(value === "" ? [] : [value])])].map((one) => (
            <option key={one} selected={one === value}>
              {one}
            </option>
          ))}
        </select>
      )}
      {(control === "line" || control === "number") && (
        <input
          {...shared}
          {...isWrong}
          value={value}
          {...(control === "number" ? { inputMode: "numeric" as const } : {})}
        />
      )}
      <p class="help" id={`${id}-help`}>
        {problems.map((problem) => (
          <strong key={problem}>✗ {problem} </strong>
        ))}
        {help}
      </p>
    </>
  );
}

function Pictures({ visit, draft, assets }: Design) {
  const at = `/studies/${draft.studyId}/design`;
  return (
    <>
      <h2>Pictures</h2>
      <Table
        columns={["", "File", "Size", "Write this where it is shown"]}
        empty="None yet. Products are shown by their names."
        rows={assets.map(({ sha256, name, width, height }) => [
          <img class="thumb" src={`${at}/pictures/${sha256}`} alt="" />,
          name,
          width === null || height === null ? "" : `${width} × ${height}`,
          <code>asset:{sha256}</code>,
        ])}
      />
      <Form visit={visit} action={`${at}/picture`} kind="upload">
        <Field name="file" label="Add a picture" type="file" help="PNG, JPEG, GIF, WebP, AVIF or SVG, at most 2 MB." />
        <button class="quiet" type="submit">
          Upload
        </button>
      </Form>
    </>
  );
}

function Text({ visit, draft }: Design) {
  return (
    <>
      <h2>Text</h2>
      <p class="help">
        The whole study. The fields above change it too; comments and the order of lines stay.{" "}
        <a href={`/studies/${draft.studyId}/design/study.yaml`}>Download it</a>
      </p>
      <TextForm visit={visit} draft={draft} yaml={visit.fields.get("yaml") ?? draft.yaml}>
        Save the text
      </TextForm>
    </>
  );
}

function TextForm(props: {
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

const SHOWN = 20;

function Earlier({ draft }: Design) {
  const places = Array.from({ length: Math.min(SHOWN, draft.revision - 1) }, (_, place) => draft.revision - 1 - place);
  if (places.length === 0) return null;
  return (
    <>
      <h2>Earlier texts</h2>
      <p>
        Compare with, or go back to:{" "}
        {places.map((revision) => (
          <>
            <a href={`/studies/${draft.studyId}/design/revisions/${revision}`}>{revision}</a>{" "}
          </>
        ))}
      </p>
    </>
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
function Difference({ left, right }: { readonly left: string; readonly right: string }) {
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
