import type { VNode } from "preact";
import type { StoredStudy, UndoPreview } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { moment } from "../reader.ts";
import { Field, Form, Layout, Note } from "./layout.tsx";
import { covers, whoMade } from "./purchasesPage.tsx";

const LETTERS = 4;

/** What is typed to confirm the undo of an import. */
export function wordOf(id: string): string {
  return id.slice(0, LETTERS);
}

/** What undoing an import would do, to how many rows; what stands in its way; and its confirmation. */
export function UndoImportPage(props: {
  readonly visit: Visit;
  readonly study: StoredStudy;
  readonly undo: UndoPreview;
  readonly names: ReadonlyMap<string, string>;
  readonly fault?: string;
}): VNode {
  const { visit, study, undo, names, fault } = props;
  const { batch } = undo;
  const at = `/studies/${study.id}/purchases`;
  const seen = covers(batch);
  return (
    <Layout title="Undo an import" visit={visit} study={study} place="/purchases">
      <p>
        <a href={at}>← Purchases</a>
      </p>
      <h1>Undo the import of {batch.file}</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      <p>
        {batch.kind}, imported by {whoMade(batch, names)} on {moment(batch.made_at)}.{" "}
        {batch.finished_at === null
          ? "It was not finished."
          : `Rows: ${batch.rows_read}; matched: ${batch.matched}; added: ${batch.added}.`}
        {seen !== "" && ` From ${seen}.`}
      </p>
      {batch.undone_at === null ? <Confirm {...props} at={at} /> : <p>It was undone on {moment(batch.undone_at)}.</p>}
    </Layout>
  );
}

type Confirming = { readonly visit: Visit; readonly undo: UndoPreview; readonly at: string };

function Confirm({ visit, undo: { batch, removes, restores, correctedBy, repeatedBy }, at }: Confirming) {
  if (correctedBy.length > 0) {
    return (
      <>
        <p>Later imports corrected rows of this one. Undo those first; what they corrected comes back:</p>
        <ul>
          {correctedBy.map(({ id, file, made_at }) => (
            <li key={id}>
              <a href={`${at}/imports/${id}`}>{file}</a>, {moment(made_at)}
            </li>
          ))}
        </ul>
      </>
    );
  }
  return (
    <Form visit={visit} action={`${at}/imports/${batch.id}`}>
      <p>
        {removes} {removes === 1 ? "row that came with it goes" : "rows that came with it go"}, and {restores}{" "}
        {restores === 1 ? "row that it corrected comes" : "rows that it corrected come"} back. The saved report is
        thrown away: make it again afterwards.
      </p>
      {repeatedBy.length > 0 && (
        <Note kind="warn">
          Later files held rows that were stored already, perhaps by this import:{" "}
          {repeatedBy.map(({ file }) => file).join(", ")}. Import them again afterwards.
        </Note>
      )}
      <Field name="confirm" label={`Type ${wordOf(batch.id)}`} help="So that no import is undone by a slip." />
      <button type="submit">Undo the import</button>
    </Form>
  );
}
