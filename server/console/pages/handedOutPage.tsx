import type { VNode } from "preact";
import type { AuditRow, StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, Note, Table, When } from "./layout.tsx";

type HandedOut = { readonly row: AuditRow; readonly erased: number };

/** Who was given data, and what they must delete since. */
export function HandedOutPage(props: {
  readonly visit: Visit;
  readonly study: StoredStudy;
  readonly rows: readonly HandedOut[];
  readonly fault?: string;
}): VNode {
  const { visit, study, rows, fault } = props;
  const at = `/studies/${study.id}/handed-out`;
  return (
    <Layout title="Handed out" visit={visit} study={study} place="/handed-out">
      <h1>Handed out</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      <p>
        Whoever was given data must delete what they hold of people who were erased since: send them the list beside
        their line.
      </p>
      <Table
        columns={["When", "What", "To", "Erased since"]}
        empty="No data have been handed out."
        rows={rows.map(({ row, erased }) => [
          <When at={row.at} />,
          row.action === "exported" ? `export, ${detail(row, "format")}` : "the panel's ids",
          detail(row, "recipient") || row.actor,
          erased === 0 ? "nobody" : <a href={`${at}/${row.seq}/erased`}>{erased} to delete</a>,
        ])}
      />
      <h2>The panel's ids</h2>
      <p>
        For the panel's own credit list. They name people: give them to nobody else, never together with answers, and
        delete the file when the credit is given.
      </p>
      <Form visit={visit} action={`${at}/identities`}>
        <Field name="recipient" label="Who gets them" />
        <Field name="code" label="The code your app shows now" autocomplete="one-time-code" />
        <button class="quiet" type="submit">
          Download the ids
        </button>
      </Form>
    </Layout>
  );
}

function detail({ details }: AuditRow, name: string): string {
  const said: unknown = JSON.parse(details);
  const value: unknown = typeof said === "object" && said !== null ? Reflect.get(said, name) : undefined;
  return typeof value === "string" ? value : "";
}
