import { strToU8, zipSync } from "fflate";
import type { ReportContextInput } from "../blocks/context.ts";
import { simulatedNotice } from "../blocks/simulatedWords.ts";
import type { Cell, Table } from "../blocks/table.ts";
import type { Comparison } from "../findings/comparison.ts";
import { escapeMarkup } from "./escapeMarkup.ts";
import { printable } from "./printable.ts";
import { readReport } from "./readReport.ts";
import { tablesOf } from "./reportTables.ts";

const LONGEST_NAME = 31; // Excel's limit for the name of a sheet

type Sheet = { readonly name: string; readonly rows: readonly (readonly Cell[])[] };

/** Every table of the report as one XLSX workbook, a sheet a table, after a sheet of contents. Numbers are numbers in full
 *  precision, texts are texts and never formulas; an empty cell is missing. Equal input gives equal bytes. */
export function reportWorkbook(comparison: Comparison, context: ReportContextInput): Uint8Array {
  const data = readReport(comparison, context);
  const tables = tablesOf(data).filter(({ rows }) => rows.length > 0);
  const names = sheetNames(tables.map(({ id }) => id));
  const notice = simulatedNotice(data.context);
  const contents: Sheet = {
    name: "contents",
    rows: [
      [data.context.title],
      ...(notice === null ? [] : [[`SIMULATED DATA. ${notice}`]]),
      ["sheet", "table"],
      ...tables.map(({ caption }, at) => [names[at] ?? null, caption]),
    ],
  };
  const simulated = notice === null ? { head: [], cells: [] } : { head: ["is_simulated"], cells: [1] };
  const sheets = tables.map(({ columns, rows }: Table, at) => ({
    name: names[at] ?? "",
    rows: [
      [...columns.map(({ name }) => name), ...simulated.head],
      ...rows.map((row) => [...columns.map((_, column) => row[column] ?? null), ...simulated.cells]),
    ],
  }));
  return workbookOf([contents, ...sheets]);
}

/** Names that a spreadsheet takes: at most 31 characters, no two alike. */
function sheetNames(ids: readonly string[]): readonly string[] {
  const taken = new Set(["contents"]);
  return ids.map((id) => {
    const plain = id.replace(/[[\]:*?/\\]/g, " ").slice(0, LONGEST_NAME);
    let name = plain;
    for (let at = 2; taken.has(name.toLowerCase()); at += 1)
      name = `${plain.slice(0, LONGEST_NAME - String(at).length - 1)} ${at}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Sheets as the bytes of an XLSX file (ECMA-376), texts inline. */
function workbookOf(sheets: readonly Sheet[]): Uint8Array {
  const path = (at: number) => `worksheets/sheet${at + 1}.xml`;
  const files: Record<string, string> = {
    "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${sheets.map((_, at) => `<Override PartName="/xl/${path(at)}" ContentType="${TYPES}.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.map(({ name }, at) => `<sheet name="${escapeMarkup(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="${path(at)}"/>`).join("")}</Relationships>`,
  };
  sheets.forEach(({ rows }, at) => {
    files[`xl/${path(at)}`] =
      `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows.map(rowXml).join("")}</sheetData></worksheet>`;
  });
  // A fixed moment, so that the same tables are the same bytes.
  const mtime = new Date(Date.UTC(1980, 0, 2));
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, [strToU8(text), { mtime }] as const])),
  );
}

function rowXml(cells: readonly Cell[], at: number): string {
  return `<row r="${at + 1}">${cells.map((cell, column) => cellXml(cell, `${letters(column)}${at + 1}`)).join("")}</row>`;
}

function cellXml(cell: Cell, place: string): string {
  if (cell === null || cell === "" || (typeof cell === "number" && !Number.isFinite(cell))) return "";
  if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escapeMarkup(printable(cell))}</t></is></c>`;
}

/** A column's name: A … Z, AA …. */
function letters(column: number): string {
  const own = String.fromCharCode(65 + (column % 26));
  return column < 26 ? own : letters(Math.floor(column / 26) - 1) + own;
}
