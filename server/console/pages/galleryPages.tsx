import type { VNode } from "preact";
import { headlineOutcome } from "../../../experiments/contract/outcomesOf.ts";
import type { Study } from "../../../experiments/contract/study.ts";
import { textIn } from "../../../experiments/contract/text.ts";
import { instancesOf } from "../../../experiments/studyFile/flow.ts";
import type { ReadyStudy } from "../../design/gallery.ts";
import { field, type Visit } from "../consoleRoute.ts";
import { MeasureCards } from "./design/libraryPage.tsx";
import { Field, Form, Layout, Note } from "./layout.tsx";

type Gallery = { readonly visit: Visit; readonly ready: readonly ReadyStudy[]; readonly fault?: string };

/** The ready studies: what each asks, how long it takes, and a way to make it one's own. */
export function GalleryPage({ visit, ready, fault }: Gallery): VNode {
  return (
    <Layout title="Ready studies" visit={visit}>
      <h1>Ready studies</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      <p>
        <a href="/gallery/measures">All measures</a>
      </p>
      <p>Choose one, name your products, and change everything else afterwards.</p>
      <ul class="cards">
        {ready.map(({ name, study }) => (
          <li key={name}>
            <h2>{textIn(study.title, "en")}</h2>
            <p>
              About {minutesOf(study)} minutes ·{" "}
              {study.products.length === 1 ? "one product" : `${study.products.length} products`} ·{" "}
              {study.languages.join(", ")}
            </p>
            <ul>
              {instancesOf(study).map(({ instance, part, measure }) => (
                <li key={`${part} ${instance}`}>
                  {inWords(measure.name)} <span class="help">({part})</span>
                </li>
              ))}
            </ul>
            <a class="button" href={`/gallery/${name}`}>
              Use this
            </a>
          </li>
        ))}
      </ul>
      <h2>From a file</h2>
      <Form visit={visit} action="/gallery/zip" kind="upload">
        <Field
          name="file"
          label="A study as a zip"
          type="file"
          help="As downloaded from a study's design, at most 16 MB."
        />
        <button class="quiet" type="submit">
          Make my study of it
        </button>
      </Form>
    </Layout>
  );
}

/** Every measure that comes with Saydo, and the way into a study that is being made. */
export function MeasureGalleryPage(props: {
  readonly visit: Visit;
  readonly drafts: readonly { readonly studyId: string; readonly title: string }[];
}): VNode {
  const { visit, drafts } = props;
  return (
    <Layout title="Measures" visit={visit}>
      <h1>Measures</h1>
      <p>
        <a href="/gallery">Ready studies</a>
      </p>
      {drafts.length === 0 && <p>A measure is used in a study: make one of a ready study first.</p>}
      <MeasureCards>
        {(name) => (
          <details>
            <summary>Use this</summary>
            {drafts.length === 0 && <a href="/gallery">Choose a ready study first</a>}
            <ul>
              {drafts.map(({ studyId, title }) => (
                <li key={studyId}>
                  <a href={`/studies/${studyId}/design/measures#${name}`}>in {title}</a>
                </li>
              ))}
            </ul>
          </details>
        )}
      </MeasureCards>
    </Layout>
  );
}

function minutesOf(study: Study): number {
  const minutes = instancesOf(study).reduce(
    (sum, { measure, parameters }) => sum + measure.effort(parameters).minutes,
    0,
  );
  return Math.ceil(minutes + 1);
}

const SHORT = new Set(["iat", "biat", "amp"]);

/** `likelihoodToRecommend` as people read it. */
function inWords(name: string): string {
  if (SHORT.has(name)) return name.toUpperCase();
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words[0]?.toUpperCase() ?? ""}${words.slice(1)}`;
}

/** Making a ready study one's own: a title, the products, the languages. */
export function UseStudyPage(props: {
  readonly visit: Visit;
  readonly ready: ReadyStudy;
  readonly fault?: string;
}): VNode {
  const { visit, ready, fault } = props;
  const { study, name } = ready;
  const isTyped = visit.fields.size > 0;
  return (
    <Layout title="Use this study" visit={visit}>
      <h1>{textIn(study.title, "en")}</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      <Form visit={visit} action={`/gallery/${name}`} kind="upload">
        <Field name="title" label="Title of your study" value={field(visit, "title")} />
        {study.products.map((product, place) => (
          <fieldset key={product.id}>
            <legend>{roleOf(study, place)}</legend>
            <Field
              name={`name-${place}`}
              label="Name"
              help={`Takes the place of ${textIn(product.name, "en")} wherever it stands.`}
              value={field(visit, `name-${place}`)}
            />
            <Field
              name={`picture-${place}`}
              label="Picture"
              type="file"
              need="optional"
              help="PNG, JPEG, GIF, WebP, AVIF or SVG, at most 2 MB. Without one the name is shown."
            />
          </fieldset>
        ))}
        <fieldset>
          <legend>Languages</legend>
          {study.languages.map((language) => (
            <label key={language} class="switch">
              <input
                type="checkbox"
                name={`language-${language}`}
                value="yes"
                checked={!isTyped || field(visit, `language-${language}`) !== ""}
              />
              {language}
            </label>
          ))}
        </fieldset>
        <button type="submit">Make my study</button>
      </Form>
    </Layout>
  );
}

function roleOf(study: Study, place: number): string {
  if (study.products.length === 1) return "Your product";
  const isFocal = study.products[place]?.id === headlineOutcome(study).product;
  return isFocal
    ? "Product the study is about"
    : study.products.length === 2
      ? "Product to compare with"
      : `Product ${place + 1}`;
}
