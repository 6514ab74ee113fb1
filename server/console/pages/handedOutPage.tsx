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
  /** How many people stood in a list of each wave. */
  readonly invited: ReadonlyMap<string, number>;
  readonly fault?: string;
}): VNode {
  const { visit, study, rows, won, invited, fault } = props;
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
      {study.study.waves && <Waves visit={visit} action={`${at}/wave`} waves={study.study.waves} invited={invited} />}
    </Layout>
  );
}

function Waves(props: {
  readonly visit: Visit;
  readonly action: string;
  readonly waves: NonNullable<StoredStudy["study"]["waves"]>;
  readonly invited: ReadonlyMap<string, number>;
}): VNode {
  const { visit, action, waves, invited } = props;
  return (
    <>
      <h2>People to ask again</h2>
      <p>
        A list has a personal link for each person. Nothing is sent from here: send each link to its person alone, and
        delete the list afterwards. People who stopped, said no or have answered are in no list.
      </p>
      <Table
        columns={["Wave", "Opens", "Closes", "Listed so far"]}
        empty="The study has no waves."
        rows={waves.map(({ id, opens, closes }) => [id, `day ${opens}`, `day ${closes}`, String(invited.get(id) ?? 0)])}
      />
      <Form visit={visit} action={action}>
        <Choice name="wave" label="Wave" options={waves.map(({ id }) => ({ value: id, label: id }))} />
        <Choice
          name="who"
          label="Whom"
          options={[
            { value: "due", label: "people for whom it is open now" },
            { value: "new", label: "people in no list before" },
            { value: "all", label: "everyone still to be asked" },
          ]}
        />
        <Field name="recipient" label="Who sends the links" />
        <Field name="code" label="The code your app shows now" autocomplete="one-time-code" />
        <button class="quiet" type="submit">
          Download the list
        </button>
      </Form>
    </>
  );
}

type Option = { readonly value: string; readonly label: string };

function Choice(props: { readonly name: string; readonly label: string; readonly options: readonly Option[] }): VNode {
  const { name, label, options } = props;
  return (
    <>
      <label for={`wave-${name}`}>{label}</label>
      <select id={`wave-${name}`} name={name}>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </>
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
  if (row.action === "wave list handed out") return `people to ask for ${detail(row, "wave")}`;
  return row.action === "winnings handed out" ? `winners, list ${detail(row, "batch")}` : "the panel's ids";
}

function detail({ details }: AuditRow, name: string): string {
  const said: unknown = JSON.parse(details);
  const value: unknown = typeof said === "object" && said !== null ? Reflect.get(said, name) : undefined;
  return typeof value === "string" ? value : "";
}
