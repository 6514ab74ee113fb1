import type { Random } from "../../../experiments/random/randomStream.ts";

type Draw = { readonly upTo: (most: number) => number };
/** A table as lines of cells: the header first. */
type Rows = readonly (readonly string[])[];
/** What must come of it: the same cells, or a refusal. */
type Outcome = "same" | "refused";
type Damage = readonly [name: string, outcome: Outcome, (rows: Rows, draw: Draw) => string | Uint8Array];

const HEADER = ["participant_id", "trial_index", "pairing", "is_correct", "latency_ms", "stimulus", "note"];
const ID = 0;
const CORRECT = 3;
const LATENCY = 4;
const STIMULUS = 5;
const NOTE = 6;
const PEOPLE = ["007", "Zoë", "p-3"];
const TRIALS = 16;

/** A table of three people's trials. */
export function someTrials({ uniform }: Random): Rows {
  const trial = (id: string, index: number) => [
    id,
    String(index),
    index % 2 === 0 ? "compatible" : "incompatible",
    uniform() < 0.9 ? "1" : "0",
    (400 + 800 * uniform()).toFixed(1),
    uniform() < 0.5 ? "Käse" : "Brötchen",
    uniform() < 0.3 ? 'said "hm, no"' : "",
  ];
  return [HEADER, ...PEOPLE.flatMap((id) => Array.from({ length: TRIALS }, (_, index) => trial(id, index)))];
}

const quoted = (cell: string, separator: string) =>
  cell.includes('"') || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell;
const lineOf = (cells: readonly string[], separator = ",") =>
  cells.map((cell) => quoted(cell, separator)).join(separator);
export const csv = (rows: Rows, separator = ",", end = "\n") =>
  rows.map((row) => lineOf(row, separator) + end).join("");

/** Another text in one column of one row below the header. */
function atOne(place: number, change: (cell: string) => string) {
  return (rows: Rows, { upTo }: Draw) => {
    const at = 1 + upTo(rows.length - 2);
    return csv(rows.map((row, index) => (index === at ? row.with(place, change(row[place] ?? "")) : row)));
  };
}

/** Another text in one column of every row below the header. */
function atAll(place: number, change: (cell: string) => string) {
  return (rows: Rows) => csv(rows.map((row, index) => (index === 0 ? row : row.with(place, change(row[place] ?? "")))));
}

/** Another line instead of one below the header. */
function lineAt(change: (line: string) => string) {
  return (rows: Rows, { upTo }: Draw) => {
    const at = 1 + upTo(rows.length - 2);
    return rows.map((row, index) => `${index === at ? change(lineOf(row)) : lineOf(row)}\n`).join("");
  };
}

function utf16(text: string, order: "le" | "be", mark: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

const windows = (text: string) => Buffer.from(text, "latin1");
/** ä and ö as windows-1252, everything else as UTF-8. */
const umlautsInWindows = (text: string) =>
  Buffer.from(Buffer.from(text).toString("latin1").replaceAll("Ã¤", "ä").replaceAll("Ã¶", "ö"), "latin1");
const inPlain = (rows: Rows) =>
  rows.map((row, index) => (index === 0 ? row : row.with(ID, (row[ID] ?? "").replace("ë", "e"))));

export const damages: readonly Damage[] = [
  ["a byte order mark", "same", (rows) => `\ufeff${csv(rows)}`],
  ["UTF-16 with its mark", "same", (rows) => utf16(csv(rows), "le", true)],
  ["big-endian UTF-16 with its mark", "same", (rows) => utf16(csv(rows), "be", true)],
  ["UTF-16 without a mark", "same", (rows) => utf16(csv(rows), "le", false)],
  ["big-endian UTF-16 without a mark", "same", (rows) => utf16(csv(rows), "be", false)],
  ["UTF-16 cut in a letter", "refused", (rows) => utf16(csv(rows), "le", true).subarray(0, -1)],
  ["windows-1252 in columns nobody asks for", "same", (rows) => umlautsInWindows(csv(rows))],
  ["windows-1252 in ids", "refused", (rows) => windows(csv(rows))],
  [
    "windows-1252 in the header",
    "refused",
    (rows) => windows(csv(inPlain(rows).with(0, [...HEADER.slice(0, -1), "Größe"]))),
  ],
  ["a zero byte", "refused", atOne(STIMULUS, (cell) => `${cell}\0`)],
  ["semicolons", "same", (rows) => csv(rows, ";")],
  ["tabs", "same", (rows) => csv(rows, "\t")],
  ["bars", "same", (rows) => csv(rows, "|")],
  [
    "semicolons and decimal commas",
    "same",
    (rows) =>
      csv(
        rows.map((row, at) => (at === 0 ? row : row.with(LATENCY, (row[LATENCY] ?? "").replace(".", ",")))),
        ";",
      ),
  ],
  [
    "decimal commas in one row",
    "refused",
    (rows) =>
      csv(
        rows.map((row, at) => (at === 1 ? row.with(LATENCY, "512,5") : row)),
        ";",
      ),
  ],
  ["semicolons in some rows", "refused", lineAt((line) => line.replaceAll(",", ";"))],
  [
    "every cell quoted",
    "same",
    (rows) => rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\n`).join(""),
  ],
  [
    "a separator behind every row",
    "same",
    (rows) => rows.map((row, at) => `${lineOf(row)}${at === 0 ? "" : ","}\n`).join(""),
  ],
  ["a separator behind one row", "refused", lineAt((line) => `${line},`)],
  ["Excel's sep line", "same", (rows) => `sep=,\n${csv(rows)}`],
  ["a banner", "same", (rows) => `Export of 3 December 2026\n\n${csv(rows)}`],
  ["Windows line ends", "same", (rows) => csv(rows, ",", "\r\n")],
  ["old Macintosh line ends", "same", (rows) => csv(rows, ",", "\r")],
  [
    "mixed line ends",
    "same",
    (rows, { upTo }) => rows.map((row) => lineOf(row) + (["\n", "\r\n", "\r"][upTo(2)] ?? "\n")).join(""),
  ],
  [
    "blank lines",
    "same",
    (rows, { upTo }) => rows.map((row) => `${lineOf(row)}\n${upTo(3) === 0 ? "\n" : ""}`).join(""),
  ],
  ["no last line end", "same", (rows) => csv(rows).slice(0, -1)],
  [
    "spaces around cells",
    "same",
    (rows) =>
      rows
        .map((row) => `${row.map((cell) => (cell.includes('"') ? quoted(cell, ",") : ` ${cell} `)).join(",")}\n`)
        .join(""),
  ],
  ["rows of separators alone at the end", "same", (rows) => `${csv(rows)},,,,,,\n,,,,,,\n`],
  ["a cell lost", "refused", lineAt((line) => line.slice(line.indexOf(",") + 1))],
  ["a cell more", "refused", lineAt((line) => `x,${line}`)],
  ["cut in a row", "refused", (rows) => csv(rows).trimEnd().split(",").slice(0, -2).join(",")],
  ["a quotation mark that never closes", "refused", atOneRaw("007", '"007')],
  ["a quotation mark inside an asked cell", "refused", atOneRaw("007", '00"7')],
  ["a quotation mark inside another cell", "same", atOneRaw("Käse", 'Kä"se')],
  ["text behind a quoted cell", "refused", atOneRaw("007", '"007"x')],
  ["no header", "refused", (rows) => csv(rows.slice(1))],
  [
    "two files one after the other",
    "refused",
    (rows) => csv([...rows, HEADER, ...rows.slice(1).map((row) => row.with(ID, `${row[ID]}b`))]),
  ],
  ["an asked column twice", "refused", (rows) => csv(rows.map((row) => [...row, row[LATENCY] ?? ""]))],
  ["another column twice", "same", (rows) => csv(rows.map((row) => [...row, row[NOTE] ?? ""]))],
  ["a column renamed", "refused", (rows) => csv(rows.with(0, HEADER.with(LATENCY, "time")))],
  [
    "names in another case",
    "same",
    (rows) =>
      csv(
        rows.with(
          0,
          HEADER.map((name) => name.toUpperCase().replace("_", " ")),
        ),
      ),
  ],
  ["columns in another order", "same", (rows) => csv(rows.map((row) => row.toReversed()))],
  [
    "columns nobody asks for",
    "same",
    (rows) =>
      csv(rows.map((row, at) => ["attempt", "skipped", "measure"].map((name) => (at === 0 ? name : "1")).concat(row))),
  ],
  [
    "row numbers under an empty name",
    "same",
    (rows) => csv(rows.map((row, at) => [at === 0 ? "" : String(at), ...row])),
  ],
  [
    "row numbers without a name",
    "refused",
    (rows) => csv(rows.map((row, at) => (at === 0 ? row : [String(at), ...row]))),
  ],
  ["a row twice", "refused", (rows, { upTo }) => csv([...rows, rows[1 + upTo(rows.length - 2)] ?? []])],
  ["a line of totals", "refused", (rows) => `${csv(rows)}Total,,,40,,,\n`],
  ["seconds", "refused", atAll(LATENCY, (cell) => (Number(cell) / 1000).toFixed(4))],
  ["a thousands mark", "refused", atOne(LATENCY, () => "1,024.5")],
  ["a unit behind a number", "refused", atOne(LATENCY, (cell) => `${cell} ms`)],
  ["a number too large", "refused", atOne(LATENCY, () => "1e400")],
  ["a spreadsheet's error", "refused", atOne(LATENCY, () => "#N/A")],
  ["ids that a spreadsheet rounded", "refused", atAll(ID, () => "6.304E+17")],
  ["a word for a flag", "refused", atOne(CORRECT, () => "yes")],
];

function atOneRaw(from: string, to: string) {
  return (rows: Rows) => csv(rows).replace(from, to);
}
