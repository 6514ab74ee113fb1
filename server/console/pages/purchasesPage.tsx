import type { VNode } from "preact";
import { type ImportReport, importKinds } from "../../purchases/importReport.ts";
import type { ImportBatch, StoredStudy } from "../../store/store.ts";
import { field, type Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, Note, Table, When } from "./layout.tsx";

type Common = { readonly visit: Visit; readonly study: StoredStudy };

type Purchases = Common & {
  readonly report?: ImportReport;
  readonly fault?: string;
  readonly note?: string;
  readonly imports: readonly ImportBatch[];
  readonly names: ReadonlyMap<string, string>;
  /** Where those made earlier are listed. */
  readonly older?: string;
};

/** Purchases, coverage and the like: the file, and what it is. */
export function PurchasesPage({ visit, study, report, fault, note, ...made }: Purchases): VNode {
  const kind = field(visit, "kind");
  return (
    <Layout title="Purchases" visit={visit} study={study} place="/purchases">
      <h1>The company's records</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      {note && <Note kind="good">{note}</Note>}
      {report && <ImportResult report={report} />}
      <p>
        Only people who agreed to the linkage are matched. Rows that match nobody are counted and never stored. E-mail
        addresses and card numbers must be hashed on the owner's machine first: <code>saydo key</code>.
      </p>
      <Form visit={visit} action={`/studies/${study.id}/purchases`} kind="upload">
        <label for="kind">What it is</label>
        <select id="kind" name="kind">
          {importKinds.map((one) => (
            <option key={one} selected={one === kind}>
              {one}
            </option>
          ))}
        </select>
        <Field
          name="file"
          label="File"
          type="file"
          help="CSV with any delimiter and encoding, XLSX, SPSS, Parquet or JSON; at most 50 MB. Nothing is imported yet."
        />
        <button type="submit">Look at it</button>
      </Form>
      <ImportsMade at={`/studies/${study.id}/purchases/imports`} {...made} />
    </Layout>
  );
}

type Made = Pick<Purchases, "imports" | "names" | "older"> & { readonly at: string };

/** Who imported what, when, and until when it sees; each leads to its undo. */
function ImportsMade({ at, imports, names, older }: Made) {
  return (
    <section aria-labelledby="imports">
      <h2 id="imports">Imports made</h2>
      <Table
        columns={["When", "Who", "What", "File", "Rows", "Matched", "Added", "Corrected or kept", "From – until", ""]}
        numbers={[4, 5, 6, 7]}
        empty="Nothing has been imported yet."
        rows={imports.map((one) => [
          <When at={one.made_at} />,
          whoMade(one, names),
          one.kind,
          <span title={one.sha256}>{one.file}</span>,
          ...(one.finished_at === null ? ["", "", "", ""] : [one.rows_read, one.matched, one.added, one.changed]),
          <span class="short">{covers(one)}</span>,
          one.undone_at === null ? (
            <>
              {one.finished_at === null && "Not finished. "}
              <a href={`${at}/${one.id}`}>{one.undo_at === null ? "Undo…" : "Undo was cut off: end it…"}</a>
            </>
          ) : (
            <>
              Undone <When at={one.undone_at} />
            </>
          ),
        ])}
      />
      {older && (
        <p>
          <a href={older}>Imports made earlier</a>
        </p>
      )}
    </section>
  );
}

/** The name of the account that imported, or that it was the command line. */
export function whoMade({ made_by }: ImportBatch, names: ReadonlyMap<string, string>): string {
  return names.get(made_by) ?? (made_by === "command line" ? "the command line" : "somebody");
}

const DAY_LETTERS = 10;

/** The first and the last day that the rows of an import are about. */
export function covers({ covers_from, covers_until }: ImportBatch): string {
  if (covers_from === null || covers_until === null) return "";
  return `${covers_from.slice(0, DAY_LETTERS)} – ${covers_until.slice(0, DAY_LETTERS)}`;
}

export function ImportResult({ report }: { readonly report: ImportReport }): VNode {
  return (
    <>
      <Note kind={report.isDryRun ? "warn" : "good"}>
        {report.isDryRun ? "Nothing has been imported yet. This is what would happen." : "Imported."}
      </Note>
      <Table
        columns={["", "Rows"]}
        numbers={[1]}
        empty=""
        rows={Object.entries(report.counts).map(([what, rows]) => [
          what.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
          rows,
        ])}
      />
      {report.notes.map((note) => (
        <p key={note} class="help">
          {note}
        </p>
      ))}
      {report.problems.length > 0 && (
        <Table
          columns={["Line", "What is wrong", "What to do"]}
          numbers={[0]}
          empty=""
          rows={report.problems.map(({ row, detail, todo }) => [row, detail, todo ?? ""])}
        />
      )}
      {report.changed > 0 && (
        <>
          <p>
            {report.changed} of the duplicates {report.changed === 1 ? "differs" : "differ"} from what is stored.
          </p>
          <Table
            columns={["Line", "Column", "Stored", "In the file"]}
            numbers={[0]}
            empty=""
            rows={report.changes.map(({ row, column, before, found }) => [row, column, before, found])}
          />
        </>
      )}
    </>
  );
}
