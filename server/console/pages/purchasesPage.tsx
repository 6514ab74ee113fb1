import type { VNode } from "preact";
import { type ImportReport, importKinds } from "../../purchases/importReport.ts";
import type { StoredStudy } from "../../store/store.ts";
import { field, type Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, Note, Table } from "./layout.tsx";

type Common = { readonly visit: Visit; readonly study: StoredStudy };

type Purchases = Common & { readonly report?: ImportReport; readonly fault?: string };

/** Purchases, coverage and the like: the file, and what it is. */
export function PurchasesPage({ visit, study, report, fault }: Purchases): VNode {
  const kind = field(visit, "kind");
  return (
    <Layout title="Purchases" visit={visit} study={study} place="/purchases">
      <h1>The company's records</h1>
      {fault && <Note kind="bad">{fault}</Note>}
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
    </Layout>
  );
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
