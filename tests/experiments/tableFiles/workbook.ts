import { strToU8, zipSync } from "fflate";

type Workbook = {
  /** The XML inside `<sheetData>`, by sheet. */
  readonly sheets: Readonly<Record<string, string>>;
  /** The XML of each `<si>`. */
  readonly strings?: readonly string[];
  readonly is1904?: boolean;
};

const STYLES = `<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="0.0&quot; days&quot;"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"><alignment wrapText="1"/></xf><xf numFmtId="165"/></cellXfs></styleSheet>`;

/** An XLSX workbook as Excel packs it: style 1 is a date, 2 a date with time, 3 a number of days. */
export function workbook({ sheets, strings = [], is1904 = false }: Workbook): Uint8Array {
  const names = Object.keys(sheets);
  const book = `<workbook><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`;
  const relations = `<Relationships>${names.map((_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`).join("")}</Relationships>`;
  const files = {
    "xl/workbook.xml": book,
    "xl/_rels/workbook.xml.rels": relations,
    "xl/styles.xml": STYLES,
    "xl/sharedStrings.xml": `<sst>${strings.map((text) => `<si>${text}</si>`).join("")}</sst>`,
    ...Object.fromEntries(
      Object.values(sheets).map((rows, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<worksheet><cols><col min="1" max="2"/></cols><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])));
}
