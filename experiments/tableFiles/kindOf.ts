import { Problem } from "../contract/problem.ts";
import { encodingOf } from "../tables/bytes.ts";
import type { TableOrigin } from "./tableOrigin.ts";

export type FileKind =
  | { readonly is: "text" | "json" | "parquet" | "sav" | "zip" }
  | { readonly is: "other" /** Its name, and what to do with it. */; readonly what: readonly [string, string] };

const SIGNATURES: readonly (readonly [signature: string, kind: FileKind])[] = [
  ["504b0304", { is: "zip" }],
  ["24464c32", { is: "sav" }],
  ["50415231", { is: "parquet" }],
  [
    "24464c33",
    other("a compressed SPSS file (.zsav)", "Save it in SPSS as .sav without ZLIB compression, or as CSV UTF-8."),
  ],
  ["d0cf11e0", other("an old Excel workbook (.xls)", "Save it as .xlsx or as CSV UTF-8.")],
  ["1f8b", other("a gzip archive", "Unpack it first (gunzip FILE).")],
  ["25504446", other("a PDF", "Name the table it was made from.")],
  ["3c68746d", other("a web page", "Export the table as CSV UTF-8.")],
  ["3c21444f", other("a web page", "Export the table as CSV UTF-8.")],
  ["3c3f786d", other("an XML file", "Export the table as CSV UTF-8.")],
  ["53514c69", other("an SQLite database", "Export the table as CSV UTF-8.")],
];

/** What a file is by its first bytes. Text that begins with a brace or bracket is JSON. */
export function kindOf(head: Uint8Array): FileKind {
  const hex = Buffer.from(head.subarray(0, 4)).toString("hex");
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (known) return known[1];
  const { encoding, mark } = encodingOf(head);
  const text = new TextDecoder(encoding).decode(head.subarray(mark, 256)).trimStart();
  return { is: /^(\{\s*"|\{\s*\}|\[\s*[[{\]])/.test(text) ? "json" : "text" };
}

export function refuseKind(origin: TableOrigin, [what, todo]: readonly [string, string]): Problem {
  return new Problem({
    code: "table-invalid",
    file: origin.name,
    detail: `This is ${what}, not a table.`,
    expected: "CSV, XLSX, SPSS's .sav, Parquet or JSON",
    found: what,
    todo,
  });
}

function other(name: string, todo: string): FileKind {
  return { is: "other", what: [name, todo] };
}
