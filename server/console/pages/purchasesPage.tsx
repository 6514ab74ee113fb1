import type { VNode } from "preact";
import { type ImportReport, importKinds } from "../../purchases/importReport.ts";
import type { StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, Note, Table } from "./layout.tsx";

type Common = { readonly visit: Visit; readonly study: StoredStudy };

/** Purchases, coverage and the like: first a look, then the import. */
export function PurchasesPage({ visit, study, report }: Common & { readonly report?: ImportReport }): VNode {
  return (
    <Layout title="Purchases" visit={visit} study={study} place="/purchases">
      <h1>The company's records</h1>
      {report && <ImportResult report={report} />}
      <p>
        Only people who agreed to the linkage are matched. Rows that match nobody are counted and never stored. E-mail
        addresses and card numbers must be hashed on the owner's machine first: <code>saydo key</code>.
      </p>
      <Form visit={visit} action={`/studies/${study.id}/purchases`} kind="upload">
        <label for="kind">What it is</label>
        <select id="kind" name="kind">
          {importKinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </select>
        <Field name="file" label="CSV file" type="file" help="UTF-8, commas, a header; at most 50 MB." />
        <Field
          name="map"
          label="Columns"
          need="optional"
          help="Where names differ: our column = the file's, separated by commas. participant_key=klantnummer, purchased_at=datum"
        />
        <Field
          name="dateFormat"
          label="Dates"
          need="optional"
          help="Where they are not ISO 8601, such as dd-MM-yyyy."
        />
        <button type="submit" name="act" value="try">
          See what would match
        </button>{" "}
        <button class="quiet" type="submit" name="act" value="keep">
          Import
        </button>
      </Form>
    </Layout>
  );
}

function ImportResult({ report }: { readonly report: ImportReport }): VNode {
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
      {report.problems.length > 0 && (
        <Table
          columns={["Row", "Mistake"]}
          numbers={[0]}
          empty=""
          rows={report.problems.map(({ row, detail }) => [row, detail])}
        />
      )}
    </>
  );
}
