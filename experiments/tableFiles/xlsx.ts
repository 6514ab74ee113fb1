import { createHash } from "node:crypto";
import { Problem, type ProblemDetails } from "../contract/problem.ts";
import type { TableSource } from "../tables/ask.ts";
import { csvLine, utf8Lines } from "./csvText.ts";
import { refuseKind } from "./kindOf.ts";
import { sheetRows } from "./sheetRows.ts";
import { type TableOrigin, tooLarge, wholeBytes } from "./tableOrigin.ts";
import { unzipped } from "./unzipped.ts";
import { attribute, elements, plainText } from "./xml.ts";

const MOST_UNPACKED = 200 * 1024 * 1024;
const MOST_PARTS = 20_000;
/** What tells other programs' archives apart. */
const OTHERS = /^(content\.xml|word\/document\.xml)$/;
const WANTED = /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/;

type Sheet = { readonly name: string; readonly target: string };

/** A sheet of an XLSX workbook as comma-separated text: the first, or the one named. Dates become ISO texts. Throws a
 *  Problem for another ZIP archive, a sheet that is not there, and over 200 MB unpacked. */
export async function xlsxAsCsv(origin: TableOrigin, wanted: string | undefined): Promise<TableSource> {
  const bytes = await wholeBytes(origin, MOST_UNPACKED);
  const parts = unpacked(origin, bytes);
  const book = parts.get("xl/workbook.xml");
  if (book === undefined) throw refuseKind(origin, archiveOf(parts));
  const sheets = sheetsOf(book, parts.get("xl/_rels/workbook.xml.rels") ?? "");
  const sheet = wanted === undefined ? sheets[0] : sheets.find(({ name }) => name === wanted);
  const xml = sheet === undefined ? undefined : parts.get(`xl/${sheet.target}`);
  if (sheet === undefined || xml === undefined) throw noSheet(origin, sheets, wanted);
  const rows = sheetRows({
    xml,
    strings: parts.get("xl/sharedStrings.xml") ?? "",
    styles: parts.get("xl/styles.xml") ?? "",
    is1904: /date1904="(1|true)"/.test(book),
  });
  const names = sheets.map(({ name }) => `"${name}"`).join(", ");
  const notes = sheets.length === 1 ? [] : [`The sheet "${sheet.name}" was read, of ${names}.`];
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const others = sheets.length === 1 ? "" : ` (sheet "${sheet.name}"; --sheet names another of ${sheets.length})`;
  return { name: `${origin.name}${others}`, chunks: utf8Lines(linesOf(rows)), notes, sha256: () => sha256 };
}

/** What a ZIP archive without a workbook is, and what to do with it. */
function archiveOf(parts: ReadonlyMap<string, string>): readonly [string, string] {
  if (parts.has("content.xml")) return ["an OpenDocument file (.ods)", "Save it as .xlsx or as CSV UTF-8."];
  if (parts.has("word/document.xml")) return ["a Word document", "Save its table as CSV UTF-8."];
  return ["a ZIP archive", "Unpack it and name the table in it."];
}

function unpacked(origin: TableOrigin, bytes: Uint8Array): ReadonlyMap<string, string> {
  const others = new Map<string, string>();
  const isWanted = (path: string) => {
    if (OTHERS.test(path)) others.set(path, "");
    return WANTED.test(path);
  };
  const read = unzipped(bytes, isWanted, { files: MOST_PARTS, bytes: MOST_UNPACKED });
  if ("files" in read) {
    const files = [...read.files].map(([name, content]) => [name, Buffer.from(content).toString("utf8")] as const);
    return new Map([...others, ...files]);
  }
  if (read.fault === "too large") throw tooLarge(origin, MOST_UNPACKED);
  throw refused(origin, {
    detail: "This workbook is damaged: it cannot be unpacked.",
    expected: "an XLSX workbook",
    found: "a ZIP archive that is cut off or changed",
    todo: "Open it in Excel and save it again, or save the sheet as CSV UTF-8.",
  });
}

function sheetsOf(book: string, relations: string): readonly Sheet[] {
  const targets = new Map(
    elements(relations, "Relationship").map(({ attributes }) => [
      attribute(attributes, "Id"),
      attribute(attributes, "Target")?.replace(/^\/?(xl\/)?/, "") ?? "",
    ]),
  );
  return elements(book, "sheet").flatMap(({ attributes }) => {
    const target = targets.get(attribute(attributes, "(?:\\w+:)id"));
    return target?.startsWith("worksheets/") ? [{ name: plainText(attribute(attributes, "name") ?? ""), target }] : [];
  });
}

/** Every row as wide as the widest, so that the table has one width. */
function* linesOf(rows: readonly (readonly string[])[]): Generator<string> {
  let width = 0;
  for (const { length } of rows) width = Math.max(width, length);
  const empty = Array.from({ length: width }, () => "");
  for (const cells of rows) yield cells.length === 0 ? "\n" : csvLine([...cells, ...empty.slice(cells.length)]);
}

function noSheet(origin: TableOrigin, sheets: readonly Sheet[], wanted: string | undefined): Problem {
  const names = sheets.map(({ name }) => name).join(", ");
  return refused(origin, {
    detail: wanted === undefined ? "This workbook has no sheet with cells." : `There is no sheet "${wanted}".`,
    path: "--sheet",
    expected: names === "" ? "a sheet with cells" : names,
    found: wanted ?? "none",
    todo: "Name one of these with --sheet.",
  });
}

function refused({ name }: TableOrigin, what: Omit<ProblemDetails, "code" | "file">): Problem {
  return new Problem({ code: "table-invalid", file: name, ...what });
}
