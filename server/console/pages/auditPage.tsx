import type { VNode } from "preact";
import { z } from "zod";
import type { AuditRow, StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { Layout, ShortId, Table, When } from "./layout.tsx";

/** What was done, newest first. */
export function AuditPage(props: {
  readonly visit: Visit;
  readonly study?: StoredStudy;
  readonly rows: readonly AuditRow[];
  /** What accounts are called, by their numbers. */
  readonly names: ReadonlyMap<string, string>;
  /** Where what was done before it is listed. */
  readonly older?: string;
}): VNode {
  const { visit, study, rows, names, older } = props;
  return (
    <Layout title="Audit" visit={visit} {...(study ? { study, place: "/audit" } : {})}>
      <h1>Audit</h1>
      <p>Every line holds the hash of the one before; saydo verify checks them all.</p>
      <Table
        columns={["", "When", "Who", "What", "About", "Details"]}
        numbers={[0]}
        empty="Nothing has been done yet."
        rows={rows.map(({ seq, at, actor, action, subject, details }) => [
          seq,
          <When at={at} />,
          names.get(actor) ?? actor,
          action,
          subject === null ? "" : (names.get(subject) ?? <ShortId id={subject} />),
          detailsText(details),
        ])}
      />
      {older && (
        <p>
          <a href={older}>What was done before</a>
        </p>
      )}
    </Layout>
  );
}

/** The details of a line of the audit as words. */
function detailsText(details: string): string {
  const said = Details.parse(JSON.parse(details));
  return Object.entries(said)
    .map(([name, value]) => `${name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${wordOf(value)}`)
    .join(" · ");
}

const Details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

function wordOf(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}
