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
  ["89504e47", other("a picture", "Name the table, not a picture of it.")],
  ["ffd8ff", other("a picture", "Name the table, not a picture of it.")],
  ["47494638", other("a picture", "Name the table, not a picture of it.")],
  ["25504446", other("a PDF", "Name the table it was made from.")],
  ["3c68746d", other("a web page", "Export the table as CSV UTF-8.")],
  ["3c21444f", other("a web page", "Export the table as CSV UTF-8.")],
  ["3c3f786d", other("an XML file", "Export the table as CSV UTF-8.")],
  ["504b0506", other("an empty ZIP archive", "Export the table again.")],
  ["fffe0000", other("text in UTF-32", "Save it as CSV UTF-8.")],
  ["0000feff", other("text in UTF-32", "Save it as CSV UTF-8.")],
  ["28b52ffd", other("a Zstandard archive", "Unpack it first (unzstd FILE).")],
  ["425a68", other("a bzip2 archive", "Unpack it first (bunzip2 FILE).")],
  ["fd377a58", other("an xz archive", "Unpack it first (unxz FILE).")],
  ["377abcaf", other("a 7-Zip archive", "Unpack it first.")],
  ["52617221", other("a RAR archive", "Unpack it first.")],
  ["52445833", other("an R data file (.RData)", "Save the table in R: write.csv(TABLE, FILE, row.names = FALSE).")],
  ["52445832", other("an R data file (.RData)", "Save the table in R: write.csv(TABLE, FILE, row.names = FALSE).")],
  ["3c737461", other("a Stata file (.dta)", "Export it in Stata: export delimited using FILE.csv")],
  ["4152524f", other("an Arrow file", "Save it as Parquet, or as CSV UTF-8.")],
  ["89484446", other("an HDF5 file", "Export the table as CSV UTF-8.")],
  ["53514c69", other("an SQLite database", "Export the table as CSV UTF-8.")],
];

/** What a file is by its first bytes. Text that begins with a brace or bracket is JSON. */
export function kindOf(head: Uint8Array): FileKind {
  const hex = Buffer.from(head.subarray(0, 4)).toString("hex");
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (known) return known[1];
  const { encoding, mark } = encodingOf(head);
  const text = new TextDecoder(encoding).decode(head.subarray(mark, 256)).trimStart();
  if (/^<(!doctype|html|\?xml|table|head|body)\b/i.test(text))
    return other("a web page", "Export the table as CSV UTF-8.");
  if (text.startsWith("HEADER RECORD*******")) return other("a SAS transport file", "Export the table as CSV UTF-8.");
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
