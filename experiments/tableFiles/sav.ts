import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { Problem, type ProblemDetails } from "../contract/problem.ts";
import type { TableSource } from "../tables/ask.ts";
import { csvLine } from "./csvText.ts";
import { type SavLayout, SavRows } from "./savRows.ts";
import { type SavMeta, type SavVariable, savVariables } from "./savVariables.ts";
import { type TableOrigin, wholeBytes } from "./tableOrigin.ts";

type SavReader = {
  readonly meta: SavMeta;
  readonly reader: { readonly reader: { getPosition(): number } };
  open(): Promise<void>;
};
type SavModule = { readonly SavBufferReader: new (bytes: Buffer) => SavReader };

// sav-reader exports itself to `require` alone.
const { SavBufferReader }: SavModule = createRequire(import.meta.url)("sav-reader");

const MOST_BYTES = 500 * 1024 * 1024;
const LINES_AT_ONCE = 500;
const LOST = "\ufffd";
/** sav-reader's mark of a variable that holds numbers. */
const NUMBER = 0;

/** An SPSS file as comma-separated text. Dates become ISO texts, system- and user-missing values empty cells; a variable
 *  with value labels has a second column `<name>_label` with them. Throws a Problem for a damaged file and for text that
 *  is not UTF-8. */
export async function savAsCsv(origin: TableOrigin): Promise<TableSource> {
  const bytes = await wholeBytes(origin, MOST_BYTES);
  const reader = await opened(origin, bytes);
  const variables = savVariables(reader.meta);
  const rows = new SavRows(bytes, reader.reader.reader.getPosition(), layoutOf(reader.meta));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const labelled = variables.filter(({ labels }) => labels.size > 0).map(({ name }) => name);
  const notes = labelled.map((name) => `The value labels of ${name} are the column ${name}_label.`);
  return {
    name: origin.name,
    chunks: chunksOf(origin, { rows, count: reader.meta.header.n_cases, variables }),
    notes,
    sha256: () => sha256,
  };
}

async function opened(origin: TableOrigin, bytes: Uint8Array): Promise<SavReader> {
  const reader = new SavBufferReader(Buffer.from(bytes));
  try {
    await reader.open();
  } catch {
    throw damaged(origin, "a file that breaks off, or whose description of its variables is damaged");
  }
  if (reader.meta.header.n_cases >= 0) return reader;
  throw damaged(origin, "no number of rows");
}

function layoutOf({ header, sysvars }: SavMeta): SavLayout {
  const variables = sysvars.map((variable) => {
    if (variable.type === NUMBER) return { kind: "number" } as const;
    const segments = [variable, ...(variable.__child_string_sysvars ?? [])];
    return { kind: "text", segments: segments.map((one) => 1 + one.__nb_string_contin_recs) } as const;
  });
  return { compression: header.compression ?? null, variables };
}

type Rows = { readonly rows: SavRows; readonly count: number; readonly variables: readonly SavVariable[] };

async function* chunksOf(origin: TableOrigin, { rows, count, variables }: Rows) {
  const header = variables.flatMap(({ name, labels }) => (labels.size > 0 ? [name, `${name}_label`] : [name]));
  let lines = [csvLine(header)];
  for (let row = 0; row < count; row++) {
    const values = rows.next();
    if (values === null) throw damaged(origin, `the end of the file at row ${row + 1} of ${count}`);
    const cells = variables.flatMap(({ labels, textOf }, place) => {
      const value = values[place] ?? null;
      const text = textOf(value);
      return labels.size > 0 ? [text, text === "" || value === null ? "" : (labels.get(value) ?? "")] : [text];
    });
    const lost = cells.findIndex((cell) => cell.includes(LOST));
    if (lost >= 0) throw notUtf8(origin, { row, name: header[lost] ?? "", cell: cells[lost] ?? "" });
    lines.push(csvLine(cells));
    if (lines.length < LINES_AT_ONCE) continue;
    yield Buffer.from(lines.join(""));
    lines = [];
  }
  yield Buffer.from(lines.join(""));
}

function damaged({ name }: TableOrigin, found: string): Problem {
  return refused(name, {
    detail: "This SPSS file cannot be read.",
    expected: "a whole .sav file",
    found,
    todo: "Save it again in SPSS, or as CSV UTF-8.",
  });
}

type Lost = { readonly row: number; readonly name: string; readonly cell: string };

function notUtf8(origin: TableOrigin, { row, name, cell }: Lost): Problem {
  return refused(origin.name, {
    line: row + 2,
    path: name,
    detail: `Row ${row + 1} of "${name}" is not UTF-8.`,
    expected: "text in UTF-8",
    found: cell.slice(0, 60),
    todo: "Save the file in SPSS in Unicode mode (SET UNICODE=ON), or as CSV UTF-8.",
  });
}

function refused(file: string, what: Omit<ProblemDetails, "code" | "file">): Problem {
  return new Problem({ code: "table-invalid", file, ...what });
}
