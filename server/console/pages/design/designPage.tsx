import type { ComponentChildren, VNode } from "preact";
import type { ProblemDetails } from "../../../../experiments/contract/problem.ts";
import type { CheckedDraft } from "../../../design/checkDraft.ts";
import { draftFields, sections } from "../../../design/designForms.ts";
import type { FormField } from "../../../design/formNodes.ts";
import { problemForm } from "../../../design/problemForm.ts";
import type { AssetNote, Draft, StoredStudy } from "../../../store/store.ts";
import type { Visit } from "../../consoleRoute.ts";
import { moment } from "../../reader.ts";
import { sentence } from "../../sentence.ts";
import { Field, Form, Layout, Note, Table } from "../layout.tsx";
import { Flow } from "./flow.tsx";
import { Control } from "./formFields.tsx";
import { PreviewFrame } from "./previewFrame.tsx";
import { type Names, TextForm } from "./texts.tsx";

export type Design = {
  readonly visit: Visit;
  /** The version that is served now; none while the study has never been launched. */
  readonly study: StoredStudy | undefined;
  readonly draft: Draft;
  readonly checked: CheckedDraft;
  readonly assets: readonly AssetNote[];
  readonly names: Names;
  /** Where the draft can be played; undefined while something is wrong with it. */
  readonly previewUrl: string | undefined;
  readonly fault?: string;
  readonly note?: string;
};

/** A study while it is made: what is wrong, its flow, the fields people change most, pictures, the text, earlier texts. */
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
      <Acts {...props} />
      <Problems checked={checked} studyId={draft.studyId} />
      <BesidePreview {...props}>
        <Flow visit={visit} draft={draft} />
        <Forms draft={draft} />
        <Fields {...props} />
        <Pictures {...props} />
        <Text {...props} />
        <Earlier {...props} />
      </BesidePreview>
    </Layout>
  );
}

/** Something to edit, with the study to try beside it where there is room. */
export function BesidePreview(props: Design & { readonly from?: string; readonly children: ComponentChildren }): VNode {
  const { previewUrl, draft, from, children } = props;
  if (previewUrl === undefined) return <>{children}</>;
  return (
    <div class="besidePreview">
      <div>{children}</div>
      <aside aria-label="Preview">
        <PreviewFrame url={previewUrl} draft={draft} {...(from === undefined ? {} : { from })} />
      </aside>
    </div>
  );
}

function statusOf(study: StoredStudy, checked: CheckedDraft): string {
  return "hash" in checked && checked.hash === study.hash
    ? "This is what participants meet now."
    : "Participants meet the version that was launched; this one waits.";
}

/** Everything that is wrong with a draft, each with its place. */
export function Problems(props: { readonly checked: CheckedDraft; readonly studyId: string }): VNode {
  const { checked, studyId } = props;
  if (checked.problems.length === 0) return <Note kind="good">Nothing is wrong with the study.</Note>;
  return (
    <section aria-labelledby="problems">
      <h2 id="problems">
        {checked.problems.length === 1 ? "One thing is wrong" : `${checked.problems.length} things are wrong`}
      </h2>
      <ul>
        {checked.problems.map((problem) => (
          <li key={`${problem.path} ${problem.line} ${problem.detail}`}>
            <strong>{placeText(problem)}</strong> {sentence(problem.detail)}
            {problem.found === undefined ? "" : ` Found: ${problem.found}.`}{" "}
            {problem.expected === undefined ? "" : `Expected: ${problem.expected}. `}
            {problem.todo}{" "}
            <a href={`/studies/${studyId}/design/${problemForm(problem.path) ?? "#yaml"}`}>Take me there</a>
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

/** What can be done with the draft as a whole. */
function Acts({ visit, study, draft, checked }: Design) {
  const at = `/studies/${draft.studyId}/design`;
  const isLive = study !== undefined && "hash" in checked && checked.hash === study.hash && study.state !== "pilot";
  return (
    <div class="row acts">
      <a class={isLive ? "button quiet" : "button"} href={`${at}/check`}>
        {isLive ? "Check" : "Check and launch"}
      </a>
      <a class="button quiet" href={`${at}/preview`}>
        Preview
      </a>
      <a class="button quiet" href={`${at}/try`}>
        Simulate, power, preregister
      </a>
      {(draft.asOf ?? draft.revision) > 1 && (
        <Form visit={visit} action={`${at}/undo`}>
          <input type="hidden" name="revision" value={String(draft.revision)} />
          <button class="quiet" type="submit">
            Undo
          </button>
        </Form>
      )}
      <Form visit={visit} action={`${at}/duplicate`}>
        <button class="quiet" type="submit">
          Duplicate
        </button>
      </Form>
    </div>
  );
}

function Forms({ draft }: { readonly draft: Draft }) {
  return (
    <nav aria-label="Forms of the study">
      <h2>All settings</h2>
      <ul class="chips">
        {Object.entries(sections).map(([name, { title }]) => (
          <li key={name}>
            <a href={`/studies/${draft.studyId}/design/form/${name}`}>{title}</a>
          </li>
        ))}
        <li>
          <a href={`/studies/${draft.studyId}/design/versions`}>Versions</a>
        </li>
      </ul>
    </nav>
  );
}

function Fields(props: Design) {
  const { visit, draft } = props;
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
      <h2>Changed most</h2>
      <Form visit={visit} action={`/studies/${draft.studyId}/design/fields`} kind="upload">
        <input type="hidden" name="revision" value={String(draft.revision)} />
        {fields.map((one) => (
          <Control key={one.name} field={one} {...props} />
        ))}
        <button type="submit">Save</button>
      </Form>
    </>
  );
}

function fieldsOf(yaml: string): readonly FormField[] | undefined {
  try {
    return draftFields(yaml);
  } catch {
    return undefined;
  }
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
        <a href={`/studies/${draft.studyId}/design/study.yaml`}>Download it</a>, or{" "}
        <a href={`/studies/${draft.studyId}/design/study.zip`}>with its pictures as one zip</a>
      </p>
      <TextForm visit={visit} draft={draft} yaml={visit.fields.get("yaml") ?? draft.yaml}>
        Save the text
      </TextForm>
    </>
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
