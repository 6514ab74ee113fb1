import type { VNode } from "preact";
import { Layout } from "../layout.tsx";
import { type Design, Problems } from "./designPage.tsx";
import { PreviewFrame } from "./previewFrame.tsx";

/** The draft as participants would meet it, in the width of a phone or of a computer. */
export function PreviewPage({ visit, study, draft, checked, previewUrl }: Design): VNode {
  return (
    <Layout title="Preview" visit={visit} {...(study ? { study } : { draft })} place="/design">
      <p>
        <a href={`/studies/${draft.studyId}/design`}>← Design</a>
      </p>
      <h1>Preview</h1>
      {checked.problems.length > 0 && <Problems checked={checked} studyId={draft.studyId} />}
      <div class="previewed">
        {previewUrl !== undefined && (
          <fieldset class="sizes">
            <legend>Width</legend>
            <label>
              <input type="radio" name="size" value="phone" checked /> Phone
            </label>
            <label>
              <input type="radio" name="size" value="wide" /> Computer
            </label>
            <p class="help">
              On a device of your own: <a href={previewUrl}>open it by itself</a>. The address works until tomorrow.
            </p>
          </fieldset>
        )}
        <PreviewFrame url={previewUrl} draft={draft} />
      </div>
    </Layout>
  );
}
