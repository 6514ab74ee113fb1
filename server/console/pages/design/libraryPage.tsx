import type { VNode } from "preact";
import { textIn } from "../../../../experiments/contract/text.ts";
import { measures } from "../../../../experiments/measures/registry.ts";
import { effortWith } from "../../../design/flowOutline.ts";
import type { Draft, StoredStudy } from "../../../store/store.ts";
import type { Visit } from "../../consoleRoute.ts";
import { Form, Layout, Note } from "../layout.tsx";
import { productsOf } from "./flow.tsx";

type Library = {
  readonly visit: Visit;
  readonly study: StoredStudy | undefined;
  readonly draft: Draft;
  readonly fault?: string;
};

/** Every measure, and adding it to a study. */
export function LibraryPage({ visit, study, draft, fault }: Library): VNode {
  const products = productsOf(draft.yaml);
  return (
    <Layout title="Add a measure" visit={visit} {...(study ? { study } : { draft })} place="/design">
      <p>
        <a href={`/studies/${draft.studyId}/design`}>← Design</a>
      </p>
      <h1>Add a measure</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      <MeasureCards>
        {(name) => (
          <Form visit={visit} action={`/studies/${draft.studyId}/design/flow`}>
            <input type="hidden" name="revision" value={String(draft.revision)} />
            <input type="hidden" name="measure" value={name} />
            <label for={`product-${name}`}>About</label>
            <select id={`product-${name}`} name="product">
              {products.map((product) => (
                <option key={product.id} value={product.id}>
                  {product.name}
                </option>
              ))}
              <option value="">no product</option>
            </select>
            <button type="submit" name="do" value="add">
              Add
            </button>
          </Form>
        )}
      </MeasureCards>
    </Layout>
  );
}

const kinds = { stated: "Asks", implicit: "Infers from speed", behavioural: "Offers a choice" } as const;

/** All measures as cards: what each does, how long it takes as it comes, and where it is from. */
export function MeasureCards({ children }: { readonly children: (name: string) => VNode }): VNode {
  return (
    <ul class="cards">
      {Object.values(measures).map((measure) => (
        <MeasureCard key={measure.name} measure={measure}>
          {children(measure.name)}
        </MeasureCard>
      ))}
    </ul>
  );
}

type Card = { readonly measure: (typeof measures)[keyof typeof measures]; readonly children: VNode };

function MeasureCard({ measure: { name, title, kind, sources }, children }: Card) {
  const effort = effortWith(name, {});
  const [first] = sources;
  return (
    <li id={name}>
      <h2>{textIn(title, "en")}</h2>
      <p>
        {kinds[kind]} · {effort && `${effort.trials} answers · about ${effort.minutes.toFixed(1)} minutes`}
      </p>
      <p class="help">
        {first.citation} {first.doi && <a href={`https://doi.org/${first.doi}`}>doi:{first.doi}</a>}
      </p>
      {children}
    </li>
  );
}
