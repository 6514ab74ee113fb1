import type { VNode } from "preact";
import { textIn } from "../../../../experiments/contract/text.ts";
import { measureNamed } from "../../../../experiments/measures/registry.ts";
import { draftDocument } from "../../../../experiments/studyFile/editDraft.ts";
import { measureNodes, type Section, sectionNodes, sections } from "../../../design/designForms.ts";
import type { FormNode } from "../../../design/formNodes.ts";
import { valueAt } from "../../../design/valueAt.ts";
import { Field, Form, Layout, Note } from "../layout.tsx";
import { BesidePreview, type Design } from "./designPage.tsx";
import { productsOf } from "./flow.tsx";
import { FormFields } from "./formFields.tsx";

/** Every property of one section of a study, as a form. */
export function SectionPage(props: Design & { readonly section: Section }): VNode {
  const { section, draft } = props;
  const nodes = sectionNodes(draft.yaml, section);
  // A section that is one object needs no frame around it.
  const [only] = nodes;
  const shown = nodes.length === 1 && only?.kind === "group" ? only.members : nodes;
  return (
    <FormPage {...props} title={sections[section].title} nodes={shown} back={`form/${section}`}>
      {section === "products" && <Products {...props} />}
    </FormPage>
  );
}

/** One measure of the flow with all its parameters, as a form. */
export function MeasurePage(props: Design & { readonly at: { readonly part: number; readonly place: number } }): VNode {
  const { draft, at } = props;
  const path = ["flow", at.part, "measures", at.place];
  const value: unknown = draftDocument(draft.yaml).toJS();
  const name = String(valueAt(value, [...path, "measure"]) ?? "");
  const measure = measureNamed(name);
  const title = measure ? textIn(measure.title, "en") : name;
  return (
    <FormPage
      {...props}
      title={title}
      nodes={measureNodes(draft.yaml, path)}
      back={`measures/${at.part}/${at.place}`}
      from={String(valueAt(value, [...path, "instance"]) ?? name)}
    >
      {measure && (
        <section aria-labelledby="sources">
          <h2 id="sources">Sources</h2>
          <ul>
            {measure.sources.map(({ citation, doi }) => (
              <li key={citation}>
                {citation} {doi && <a href={`https://doi.org/${doi}`}>doi:{doi}</a>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </FormPage>
  );
}

type FormPageProps = Design & {
  readonly title: string;
  readonly nodes: readonly FormNode[];
  /** Where the form comes back to, below the design's address. */
  readonly back: string;
  /** The occurrence of a measure at which the preview begins. */
  readonly from?: string;
  readonly children?: VNode | false | undefined;
};

function FormPage({ title, nodes, back, from, children, ...props }: FormPageProps): VNode {
  const { visit, study, draft, fault } = props;
  return (
    <Layout title={title} visit={visit} {...(study ? { study } : { draft })} place="/design">
      <p>
        <a href={`/studies/${draft.studyId}/design`}>← Design</a>
      </p>
      <h1>{title}</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      {nodes.length === 0 && <p class="empty">There is nothing to set here.</p>}
      <BesidePreview {...props} {...(from === undefined ? {} : { from })}>
        {nodes.length > 0 && (
          <Form visit={visit} action={`/studies/${draft.studyId}/design/fields`} kind="upload">
            <input type="hidden" name="revision" value={String(draft.revision)} />
            <input type="hidden" name="back" value={back} />
            <FormFields nodes={nodes} {...props} />
            <button type="submit">Save</button>
          </Form>
        )}
        {children}
      </BesidePreview>
    </Layout>
  );
}

function Products({ visit, draft }: Design) {
  const products = productsOf(draft.yaml);
  const action = `/studies/${draft.studyId}/design/products`;
  return (
    <section aria-labelledby="everywhere">
      <h2 id="everywhere">A name everywhere</h2>
      <p>The new name takes the old one's place in every text of the study, in every language.</p>
      {products.map(({ id, name }, place) => (
        <Form key={id} visit={visit} action={action}>
          <input type="hidden" name="revision" value={String(draft.revision)} />
          <input type="hidden" name="place" value={String(place)} />
          <Field id={`name-${id}`} name="name" label={`New name of ${name}`} value={name} />
          <div class="row">
            <button class="quiet" type="submit" name="do" value="rename">
              Replace {name} everywhere
            </button>
            {products.length > 1 && (
              <button class="quiet" type="submit" name="do" value="remove">
                Take {name} out
              </button>
            )}
          </div>
        </Form>
      ))}
    </section>
  );
}
