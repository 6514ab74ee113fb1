import { Problem } from "../contract/problem.ts";
import { attribute, eachElement, elements, plainText } from "./xml.ts";

type Sheet = {
  readonly xml: string;
  readonly strings: string;
  readonly styles: string;
  /** Whether days count from 1904. */
  readonly is1904: boolean;
};
type Reading = { readonly texts: readonly string[]; readonly isDate: readonly boolean[]; readonly is1904: boolean };

const DAY_MS = 86_400_000;
/** 1970-01-01 in days from Excel's 1900-01-00. */
const UNIX_EPOCH = 25_569;
const DAYS_1904 = 1462;
/** Excel counts a 29 February 1900 that never was. */
const FALSE_LEAP_DAY = 60;
/** Digits of a number that Excel keeps. */
const DIGITS = 15;

/** The rows of a sheet as texts, empty ones included, so that a row's number is its line. */
export function sheetRows({ xml, strings, styles, is1904 }: Sheet): readonly (readonly string[])[] {
  const reading = {
    texts: elements(strings, "si").map(({ content }) => textsIn(content)),
    isDate: dateStyles(styles),
    is1904,
  };
  const rows: (readonly string[])[] = [];
  for (const { attributes, content } of eachElement(xml, "row")) {
    const number = Number(attribute(attributes, "r") ?? rows.length + 1);
    if (number > MOST_ROWS) throw beyond(`row ${number}`);
    while (rows.length + 1 < number) rows.push([]);
    rows.push(cellsOf(content, reading));
  }
  return rows;
}

function cellsOf(row: string, reading: Reading): readonly string[] {
  const cells: string[] = [];
  for (const { attributes, content } of eachElement(row, "c")) {
    const place = placeOf(attribute(attributes, "r")) ?? cells.length;
    if (place >= MOST_COLUMNS) throw beyond(`column ${place + 1}`);
    while (cells.length < place) cells.push("");
    cells[place] = cellText({ attributes, content }, reading);
  }
  return cells;
}

// A workbook has no more (Excel's limits); what says so is damaged, or meant to fill the memory.
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

function beyond(place: string): Problem {
  return new Problem({
    code: "table-invalid",
    detail: `This workbook is damaged: it has a cell in ${place}.`,
    expected: `at most ${MOST_ROWS} rows and ${MOST_COLUMNS} columns`,
    found: place,
    todo: "Open it in Excel and save it again, or save the sheet as CSV UTF-8.",
  });
}

/** B7 is in place 1. */
function placeOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]+/.exec(reference ?? "")?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((place, letter) => 26 * place + letter.charCodeAt(0) - 64, 0) - 1;
}

const FORMULA = /<(?:\w+:)?f[\s/>]/;

type CellXml = { readonly attributes: string; readonly content: string };

function cellText({ attributes, content }: CellXml, { texts, isDate, is1904 }: Reading): string {
  const type = attribute(attributes, "t") ?? "n";
  if (type === "inlineStr") return textsIn(content);
  const result = /<(?:\w+:)?v(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?v>/.exec(content)?.[1];
  const value = plainText(result ?? "");
  // A program wrote the formula, and none reckoned it: the cell is not empty, nobody knows what it holds. A text may be.
  const isReckoned = value !== "" || (type === "str" && result !== undefined);
  if (!isReckoned && FORMULA.test(content)) return "#FORMULA!";
  if (type === "s") return texts[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "true" : "false";
  if (type !== "n" || value === "") return value;
  const style = Number(attribute(attributes, "s") ?? -1);
  return isDate[style] ? dateText(Number(value) + (is1904 ? DAYS_1904 : 0)) : numberText(value);
}

/** The runs of a text, without the reading aids of Japanese. */
function textsIn(xml: string): string {
  const shown = xml.replaceAll(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, "");
  return elements(shown, "t")
    .map(({ content }) => plainText(content))
    .join("");
}

/** A whole number of more digits than Excel keeps is written with an exponent: as an id it has been rounded. */
function numberText(value: string): string {
  if (/^-?\d{16,}$/.test(value)) return Number(value).toExponential();
  return value.replace(/\D/g, "").length > DIGITS ? String(Number(value)) : value;
}

function dateText(days: number): string {
  const counted = days < FALSE_LEAP_DAY ? days + 1 : days;
  if (days < 1) return String(days);
  const exact = Math.round((counted - UNIX_EPOCH) * DAY_MS);
  // A day is a double: its seconds are a millisecond off now and then.
  const ms = Math.abs(exact - 1000 * Math.round(exact / 1000)) <= 2 ? 1000 * Math.round(exact / 1000) : exact;
  const text = new Date(ms).toISOString();
  if (Number.isInteger(days)) return text.slice(0, 10);
  return text.endsWith(".000Z") ? text.slice(0, 19) : text.slice(0, 23);
}

/** Which cell styles show dates. */
function dateStyles(styles: string): readonly boolean[] {
  const formats = new Map(
    elements(styles, "numFmt").map(({ attributes }) => [
      Number(attribute(attributes, "numFmtId")),
      plainText(attribute(attributes, "formatCode") ?? ""),
    ]),
  );
  const [cells] = elements(styles, "cellXfs");
  return elements(withoutChildren(cells?.content ?? ""), "xf").map(({ attributes }) => {
    const id = Number(attribute(attributes, "numFmtId") ?? 0);
    const format = formats.get(id);
    return format === undefined ? (id >= 14 && id <= 17) || id === 22 : isDateFormat(format);
  });
}

/** `<xf …><alignment/></xf>` and `<xf …/>` alike as the latter. */
function withoutChildren(xml: string): string {
  return [...xml.matchAll(/<(?:\w+:)?xf\b([^>]*?)\/?>/g)].map(([, attributes]) => `<xf${attributes}/>`).join("");
}

/** Letters of days or years outside quotes; a clock alone is a number of days. */
function isDateFormat(format: string): boolean {
  return /[yd]/i.test(format.replaceAll(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, ""));
}
