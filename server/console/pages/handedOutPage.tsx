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
  readonly won: Won;
  readonly fault?: string;
}): VNode {
  const { visit, study, rows, won, fault } = props;
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
          whatOf(row),
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
      {Object.keys(won.counts).length > 0 && <Winners visit={visit} action={`${at}/winnings`} won={won} />}
    </Layout>
  );
}

type Won = {
  readonly counts: Readonly<Record<string, number>>;
  readonly lists: readonly { readonly id: string; readonly recipient: string; readonly madeAt: string }[];
};

function Winners({ visit, action, won }: { readonly visit: Visit; readonly action: string; readonly won: Won }): VNode {
  const { owed = 0, handed = 0, done = 0, void: ended = 0 } = won.counts;
  return (
    <>
      <h2>Winners</h2>
      <p>
        {owed} owed, {handed} on a list, {done} done, {ended} void. A new list holds everything owed and nothing that is
        on a list already; name an earlier list to get it once more.
      </p>
      <Table
        columns={["List", "When", "To"]}
        empty="No list has been made."
        rows={won.lists.map(({ id, madeAt, recipient }) => [id, <When at={madeAt} />, recipient])}
      />
      <Form visit={visit} action={action}>
        <Field name="recipient" label="Who hands them out" />
        <Field name="again" label="An earlier list (leave empty for a new one)" need="optional" />
        <Field name="code" label="The code your app shows now" autocomplete="one-time-code" />
        <button class="quiet" type="submit">
          Download the winners
        </button>
      </Form>
    </>
  );
}

function whatOf(row: AuditRow): string {
  if (row.action === "exported") return `export, ${detail(row, "format")}`;
  return row.action === "winnings handed out" ? `winners, list ${detail(row, "batch")}` : "the panel's ids";
}

function detail({ details }: AuditRow, name: string): string {
  const said: unknown = JSON.parse(details);
  const value: unknown = typeof said === "object" && said !== null ? Reflect.get(said, name) : undefined;
  return typeof value === "string" ? value : "";
}
