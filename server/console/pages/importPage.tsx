import type { VNode } from "preact";
import { textIn } from "../../../experiments/contract/text.ts";
import { allRecipes } from "../../../experiments/tableFiles/recipeFiles.ts";
import { targetOf } from "../../../experiments/tables/recipes/applyRecipe.ts";
import type { ImportKind, ImportReport } from "../../purchases/importReport.ts";
import type { TablePreview } from "../../purchases/previewTable.ts";
import type { StoredStudy } from "../../store/store.ts";
import { field, type Visit } from "../consoleRoute.ts";
import type { KeptUpload } from "../keptUploads.ts";
import { Field, Form, Layout, Note, Table } from "./layout.tsx";
import { ImportResult } from "./purchasesPage.tsx";

type Props = {
  readonly visit: Visit;
  readonly study: StoredStudy;
  readonly upload: KeptUpload;
  /** How the file is read as things are; undefined when it is no table at all. */
  readonly preview: TablePreview | undefined;
  readonly faults: readonly string[];
  readonly report: ImportReport | undefined;
};

/** A file's columns beside ours, what would happen, and the import. */
export function ImportPage(props: Props): VNode {
  const { visit, study, upload, preview, faults, report } = props;
  return (
    <Layout title="Import" visit={visit} study={study} place="/purchases">
      <h1>{upload.name}</h1>
      <p class="help">
        As {upload.kind}. The file is kept here for half an hour, encrypted; nothing of it is stored before you import
        it.
      </p>
      {faults.map((fault) => (
        <Note key={fault} kind="bad">
          {inFieldWords(fault)}
        </Note>
      ))}
      {report && <ImportResult report={report} />}
      {report && report.counts.rowsRead > 0 && report.counts.matched === 0 && upload.kind !== "conditions" && (
        <Note kind="warn">
          No row matches anybody. Is this the right column for the key, and was it hashed the same way?
        </Note>
      )}
      <Form visit={visit} action={`/studies/${study.id}/purchases/${upload.id}`}>
        {preview && <Columns {...props} preview={preview} />}
        <Products visit={visit} study={study} report={report} />
        <Written visit={visit} kind={upload.kind} isRefused={faults.length > 0} />
        {upload.kind === "purchases" && <Coverage visit={visit} />}
        <Correction visit={visit} report={report} />
        <div class="row">
          <button type="submit" name="act" value="try">
            See what would happen
          </button>
          <button class="quiet" type="submit" name="act" value="look">
            Read it again so
          </button>
          {report?.isDryRun && (
            <button class="quiet" type="submit" name="act" value="keep">
              Import
            </button>
          )}
          <button class="quiet" type="submit" name="act" value="drop">
            Choose another file
          </button>
        </div>
      </Form>
      {preview && <Rows preview={preview} />}
    </Layout>
  );
}

const columnWords: Readonly<Record<string, string>> = {
  participant_key: "Whose it is: the key you have of people",
  purchased_at: "When it was bought",
  product: "What was bought",
  order_id: "Order",
  quantity: "How many",
  amount: "Price paid",
  currency: "Currency",
  channel: "Where it was bought",
  kind: "What it is: a purchase, a return …",
  observed_from: "Sees everything from",
  observed_until: "Sees everything until",
  source: "Where",
};

/** Ours and theirs: what a column is called in the file; left to the reader where nothing is chosen. */
function Columns({ visit, preview }: Props & { readonly preview: TablePreview }) {
  const { header, columns, rows } = preview;
  return (
    <fieldset>
      <legend>Columns</legend>
      <p class="help">
        The file has {header.length} {header.length === 1 ? "column" : "columns"}. Nothing chosen: it is found by its
        name.
      </p>
      {columns.map(({ name, isRequired, isFound }) => {
        const samples = rows.slice(0, 3).flatMap(({ cells }) => (cells[name] ? [cells[name]] : []));
        const chosen = field(visit, `column:${name}`);
        return (
          <>
            <label for={`column-${name}`}>
              {columnWords[name] ?? name} <span class="help">{name}</span> {isRequired ? "" : "(optional)"}
            </label>
            <select id={`column-${name}`} name={`column:${name}`} aria-describedby={`column-${name}-help`}>
              <option value="">{isFound && chosen === "" ? "found by its name" : "—"}</option>
              {header.map((theirs, place) => (
                <option key={String(place)} value={`#${place + 1}`} selected={chosen === `#${place + 1}`}>
                  {theirs === "" ? `column ${place + 1}` : theirs}
                </option>
              ))}
            </select>
            <p class="help" id={`column-${name}-help`}>
              {isFound
                ? `For example: ${samples.join(" · ") || "empty"}`
                : isRequired
                  ? "✗ Not found yet."
                  : "Not there."}
            </p>
          </>
        );
      })}
    </fieldset>
  );
}

const choices = {
  encoding: ["Encoding", ["", "utf-8", "windows-1252", "iso-8859-15", "utf-16le", "macintosh"]],
  delimiter: ["Between cells", ["", ",", ";", "|", "tab"]],
  decimal: ["Decimal mark", ["", ".", ","]],
} as const;
const flagWords: Readonly<Record<string, string>> = {
  "--encoding": "Encoding",
  "--delimiter": "Between cells",
  "--decimal": "Decimal mark",
  "--date-format": "How dates are written",
  "--time-zone": "Time zone",
  "--sheet": "Sheet",
  "--map": "Columns",
  "--value": "Meanings",
  "--given": "The same in every row",
  "--recipe": "Written by",
  "--where": "Only these rows",
  "--columns": "Only these predictors",
};

/** A refusal names flags of the command; here they are fields of this page. */
function inFieldWords(fault: string): string {
  return fault.replaceAll(/--[a-z]+(?:-[a-z]+)*/g, (flag) =>
    flag in flagWords ? `"${flagWords[flag]}" below:` : flag,
  );
}

type Written = { readonly visit: Visit; readonly kind: ImportKind; readonly isRefused: boolean };

const lists = [
  ["given", "The same in every row", "One a line, such as product=velmora; also what a platform's file needs to know."],
  ["value", "Meanings", "One a line: kind:Refund=return. Nothing behind = is a missing value: amount:-99="],
  ["where", "Only these rows", "One a line: a column of the file and its text, such as Wave=2"],
] as const;

/** How the file is written: found out by itself, or as it is said here. */
function Written({ visit, kind, isRefused }: Written) {
  const text = (name: string, label: string, help: string) => (
    <Field name={name} label={label} need="optional" help={help} value={field(visit, name)} />
  );
  const typed = ["dateFormat", "timeZone", "sheet", "recipe", "predictors", ...lists.map(([name]) => name)];
  const isSaid = [...Object.keys(choices), ...typed].some((name) => field(visit, name) !== "");
  const recipes = allRecipes().filter((recipe) => targetOf(recipe, kind) !== undefined);
  return (
    <details open={isRefused || isSaid}>
      <summary>How the file is written</summary>
      <p class="help">It is found out where nothing is said.</p>
      {Object.entries(choices).map(([name, [label, offered]]) => (
        <>
          <label for={name}>{label}</label>
          <select id={name} name={name}>
            {offered.map((one) => (
              <option key={one} value={one} selected={one === field(visit, name)}>
                {one === "" ? "found out" : one}
              </option>
            ))}
          </select>
        </>
      ))}
      {text("dateFormat", "How dates are written", "dd-MM-yyyy, MM/dd/yyyy HH:mm")}
      {text("timeZone", "Time zone", "Of times that name none: Europe/Amsterdam")}
      {text("sheet", "Sheet", "Of a workbook; the first when empty.")}
      {recipes.length > 0 && (
        <>
          <label for="recipe">Written by</label>
          <select id="recipe" name="recipe">
            <option value="">found out</option>
            {recipes.map(({ name, says }) => (
              <option key={name} value={name} selected={name === field(visit, "recipe")}>
                {says}
              </option>
            ))}
          </select>
        </>
      )}
      {kind === "predictors" &&
        text("predictors", "Only these predictors", "By the names they are to have; all columns when empty.")}
      {lists.map(([name, label, help]) => (
        <>
          <label for={name}>{label}</label>
          <textarea id={name} name={name} rows={2} aria-describedby={`${name}-help`}>
            {field(visit, name)}
          </textarea>
          <p class="help" id={`${name}-help`}>
            {help}
          </p>
        </>
      ))}
    </details>
  );
}

/** Whether the file's word counts where the store has another: asked once a difference was seen. */
function Correction({ visit, report }: Pick<Props, "visit" | "report">) {
  const isChosen = field(visit, "correct") === "yes";
  if (!isChosen && (report?.changed ?? 0) === 0) return null;
  return (
    <p>
      <label>
        <input type="checkbox" name="correct" value="yes" checked={isChosen} /> What differs from what is stored takes
        its place
      </label>
    </p>
  );
}

/** What the file calls products that the study does not know by that name. */
function Products({ visit, study, report }: Pick<Props, "visit" | "study" | "report">) {
  const typed = [...visit.fields.keys()].flatMap((name) => (name.startsWith("product:") ? [name.slice(8)] : []));
  const unknown = (report?.unknownProducts ?? []).map(({ name }) => name).filter((name) => !/[=\n]/.test(name));
  const names = [...new Set([...typed, ...unknown])];
  if (names.length === 0) return null;
  return (
    <fieldset>
      <legend>Products</legend>
      {names.map((name, place) => (
        <>
          <label for={`product-${place}`}>"{name}" is</label>
          <select id={`product-${place}`} name={`product:${name}`}>
            <option value="">none of the study's</option>
            {study.study.products.map((product) => (
              <option key={product.id} value={product.id} selected={field(visit, `product:${name}`) === product.id}>
                {textIn(product.name, "en")}
              </option>
            ))}
          </select>
        </>
      ))}
    </fieldset>
  );
}

function Coverage({ visit }: { readonly visit: Visit }) {
  return (
    <fieldset>
      <legend>What the file sees</legend>
      <p class="help">
        Somebody who is not in the file counts as not having bought only where it sees everything. Leave this empty if
        it was said before.
      </p>
      <Field name="from" label="Sees everything from" need="optional" value={field(visit, "from")} help="2026-09-01" />
      <Field name="until" label="until" need="optional" value={field(visit, "until")} help="2026-12-31" />
      <Field name="source" label="Where" need="optional" value={field(visit, "source")} help="The shop or system." />
    </fieldset>
  );
}

function Rows({ preview: { rows, columns, rowsRead, rowsWrong, wrong, notes } }: { readonly preview: TablePreview }) {
  const found = columns.filter(({ isFound }) => isFound).map(({ name }) => name);
  return (
    <section aria-labelledby="rows">
      <h2 id="rows">As it is read</h2>
      <p>
        {rowsRead} rows{rowsWrong > 0 && `, ${rowsWrong} of them cannot be read`}.
      </p>
      {notes.map((note) => (
        <p key={note} class="help">
          {note}
        </p>
      ))}
      <Table
        columns={["Line", ...found]}
        numbers={[0]}
        empty="Nothing yet."
        rows={rows.map(({ line, cells }) => [line, ...found.map((name) => cells[name] ?? "")])}
      />
      {wrong.length > 0 && (
        <Table
          columns={["Line", "What is wrong", "What to do"]}
          numbers={[0]}
          empty=""
          rows={wrong.slice(0, 10).map(({ row, detail, todo }) => [row, detail, todo ?? ""])}
        />
      )}
    </section>
  );
}
