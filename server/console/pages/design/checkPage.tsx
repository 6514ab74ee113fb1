import type { VNode } from "preact";
import type { Study } from "../../../../experiments/contract/study.ts";
import { textIn } from "../../../../experiments/contract/text.ts";
import type { LaunchSheet } from "../../../design/launchSheet.ts";
import { field } from "../../consoleRoute.ts";
import { Field, Form, Layout, Note } from "../layout.tsx";
import { type Design, Problems } from "./designPage.tsx";

type Props = Design & { readonly sheet: LaunchSheet | undefined };

/** Everything to see before a study is launched: what is wrong, what to look at, what people give and are told; then the
 *  launch. */
export function CheckPage(props: Props): VNode {
  const { visit, study, draft, checked, fault, sheet } = props;
  return (
    <Layout title="Check and launch" visit={visit} {...(study ? { study } : { draft })} place="/design">
      <p>
        <a href={`/studies/${draft.studyId}/design`}>← Design</a>
      </p>
      <h1>Check and launch</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      <Problems checked={checked} studyId={draft.studyId} />
      {sheet && <Remarks {...props} sheet={sheet} />}
      {sheet && "study" in checked && <Sheet {...props} sheet={sheet} launched={checked.study} />}
      <Launch {...props} />
    </Layout>
  );
}

function Remarks({ draft, sheet }: { readonly draft: Design["draft"]; readonly sheet: LaunchSheet }) {
  if (sheet.remarks.length === 0) return null;
  return (
    <section aria-labelledby="remarks">
      <h2 id="remarks">To look at</h2>
      <p class="help">None of this stops the launch.</p>
      <ul>
        {sheet.remarks.map(({ text, form }) => (
          <li key={text}>
            {text} {form && <a href={`/studies/${draft.studyId}/design/${form}`}>Take me there</a>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sheet({ sheet, launched }: { readonly sheet: LaunchSheet; readonly launched: Study }) {
  const { collected, whoCanTakePart, minutes, answers, planned } = sheet;
  const { consent, researcher, languages } = launched;
  return (
    <>
      <h2>Who can take part</h2>
      <ul>
        {whoCanTakePart.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <h2>What is collected</h2>
      <p>
        {answers} answers in about {Math.max(1, Math.round(minutes))} minutes.{" "}
        {planned === null ? "No number of people is planned." : `${planned} people are planned.`}
      </p>
      <ul>
        {collected.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <h2>What participants see of data protection</h2>
      <dl>
        <dt>Who asks</dt>
        <dd>
          {researcher.name}
          {researcher.organisation ? `, ${researcher.organisation}` : ""}
        </dd>
        <dt>Contact</dt>
        <dd>{consent.contact}</dd>
        <dt>Lowest age</dt>
        <dd>{consent.minimumAge}</dd>
        <dt>Stopping</dt>
        <dd>At any moment, with or without their answers; later with a code of their own at the page /my.</dd>
      </dl>
      {languages.map((language) => (
        <details key={language}>
          <summary>The consent text in {language}</summary>
          <p class="asWritten" lang={language}>
            {textIn(consent.text, language)}
          </p>
        </details>
      ))}
    </>
  );
}

function Launch({ visit, study, draft, checked }: Design) {
  if (!("study" in checked)) return <p>It can be launched once nothing is wrong.</p>;
  if (study?.hash === checked.hash && study.state !== "pilot") {
    return <Note kind="good">This is the version that participants meet now.</Note>;
  }
  const isTried = study === undefined || study.state === "pilot";
  return (
    <section aria-labelledby="launch">
      <h2 id="launch">Launch</h2>
      <p>
        {study === undefined
          ? "Everyone with the link can take part from then on."
          : "Everybody who starts from now on meets this version; people who have started go on with theirs."}
      </p>
      {isTried && <p>In a pilot the link works too; everybody who comes by it is kept apart and is in no result.</p>}
      <Form visit={visit} action={`/studies/${draft.studyId}/design/launch`}>
        <input type="hidden" name="revision" value={String(draft.revision)} />
        <Field name="confirm" label={`Type ${draft.studyId}`} value={field(visit, "confirm")} />
        <div class="row">
          <button type="submit">{isTried ? "Launch the study" : "Launch this version"}</button>
          {isTried && study?.hash !== checked.hash && (
            <button class="quiet" type="submit" name="act" value="pilot">
              {study ? "Go on with the pilot in this version" : "Start a pilot"}
            </button>
          )}
        </div>
      </Form>
    </section>
  );
}
