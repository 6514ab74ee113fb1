import { expect, test } from "vitest";
import { askCount, askId, askMoment, askNumber } from "../../../experiments/contract/asked.ts";
import { readTable } from "../../../experiments/tables/readTable.ts";
import { type SaidFlags, saidOf } from "../../../experiments/tables/said.ts";
import { refusalOf, trialAsk } from "./tableTexts.ts";

const header = "participant_id,trial_index,pairing,is_correct,latency_ms\n";
const row = "a,0,compatible,1,500\n";

/** Each way to get a table of trials wrong, and every word that is said of it. */
const cases: readonly (readonly [title: string, table: string | Uint8Array, said: object])[] = [
  [
    "an empty file",
    "",
    {
      detail: "The file is empty.",
      expected: "a header and at least one row",
      found: "nothing",
      todo: "Check that this is the file you meant.",
    },
  ],
  [
    "a header alone",
    header,
    {
      detail: "The table has no rows.",
      expected: "a header and at least one row",
      found: "a header only",
      todo: "Check that this is the file you meant.",
    },
  ],
  [
    "a missing column",
    "participant_id,trial_index,pairing,is_correct,RT\na,0,compatible,1,500\n",
    {
      line: 1,
      path: "latency_ms",
      detail: 'The column "latency_ms" is missing.',
      expected: 'a column "latency_ms"',
      found: "participant_id, trial_index, pairing, is_correct, RT",
      todo: "Name the file's column with --map latency_ms=COLUMN, or rename it.",
    },
  ],
  [
    "a column twice",
    `${header.trim()},latency_ms\na,0,compatible,1,500,400\n`,
    {
      line: 1,
      column: 6,
      path: "latency_ms",
      detail: 'The column "latency_ms" occurs 2 times.',
      expected: "one column for latency_ms",
      found: "columns 5 and 6",
      todo: "Name the right one by its number, such as --map latency_ms=#5, or rename one.",
    },
  ],
  [
    "a row with too few cells",
    `${header}${row}a,1,compatible,1\n`,
    {
      line: 3,
      detail: "This row has 4 cells, the header 5.",
      expected: "5 cells",
      found: "4 cells",
      todo: "Correct this line (a cell that holds the separator is in quotation marks), or export the file again.",
    },
  ],
  [
    "a quotation mark inside an unquoted cell",
    `${header}a"b,0,compatible,1,500\n`,
    {
      line: 2,
      column: 1,
      path: "participant_id",
      detail: "A quotation mark is inside an unquoted cell.",
      expected: "the whole cell in quotation marks, those inside it doubled",
      found: 'a"b',
      todo: "Correct this line, or export the file again.",
    },
  ],
  [
    "a quoted cell that never ends",
    `${header}${row}"a,1,compatible,1,500\nb,0,compatible,1,500\n`,
    {
      line: 3,
      column: 1,
      detail: "A quoted cell begins here and never ends.",
      expected: "a closing quotation mark",
      found: '"a,1,compatible,1,500',
      todo: "Close the cell; quotation marks inside a quoted cell are doubled.",
    },
  ],
  [
    "text behind a quoted cell",
    `${header}"a"b,0,compatible,1,500\n`,
    {
      line: 2,
      column: 1,
      detail: "There is text behind a closing quotation mark.",
      expected: "the next cell",
      found: "b,0,compatible,1,500",
      todo: "Correct this line; quotation marks inside a quoted cell are doubled.",
    },
  ],
  [
    "an id that is missing",
    `${header},0,compatible,1,500\n`,
    {
      line: 2,
      column: 1,
      path: "participant_id",
      detail: 'The cell "participant_id" is empty.',
      expected: "an id",
      found: "nothing",
      todo: "Fill the cell in, or take the row out.",
    },
  ],
  [
    "ids that a spreadsheet has rounded",
    `${header}6.304E+17,0,compatible,1,500\n`,
    {
      line: 2,
      column: 1,
      path: "participant_id",
      detail: 'The cell "participant_id" cannot be read.',
      expected: "an id as it was given out",
      found: "6.304E+17",
      todo: "A spreadsheet has rounded these ids, so that some are now the same. Export them again as text.",
    },
  ],
  [
    "an id that was never filled in",
    `${header}{{%PROLIFIC_PID%}},0,compatible,1,500\n`,
    {
      line: 2,
      column: 1,
      path: "participant_id",
      detail: 'The cell "participant_id" cannot be read.',
      expected: "an id",
      found: "{{%PROLIFIC_PID%}}",
      todo: "This is a placeholder that was never filled in, or a missing value: take the row out.",
    },
  ],
  [
    "a level that the column does not have",
    `${header}a,0,Congruent,1,500\n`,
    {
      line: 2,
      column: 3,
      path: "pairing",
      detail: 'The cell "pairing" cannot be read.',
      expected: "compatible, incompatible",
      found: "Congruent",
      todo: 'Say what it means: --value "pairing:Congruent=compatible" or --value "pairing:Congruent=incompatible"',
    },
  ],
  [
    "a word for a flag",
    `${header}a,0,compatible,yes,500\n`,
    {
      line: 2,
      column: 4,
      path: "is_correct",
      detail: 'The cell "is_correct" cannot be read.',
      expected: "1 or 0",
      found: "yes",
      todo: 'Say what it means: --value "is_correct:yes=1" or --value "is_correct:yes=0"',
    },
  ],
  [
    "a half trial",
    `${header}a,0.5,compatible,1,500\n`,
    {
      line: 2,
      column: 2,
      path: "trial_index",
      detail: 'The cell "trial_index" cannot be read.',
      expected: "a whole number from 0",
      found: "0.5",
      todo: "Correct the cell, or leave it empty when the value is missing.",
    },
  ],
  [
    "a number that no computer holds",
    `${header}a,0,compatible,1,1e400\n`,
    {
      line: 2,
      column: 5,
      path: "latency_ms",
      detail: 'The cell "latency_ms" cannot be read.',
      expected: "a number (ms)",
      found: "1e400",
      todo: 'Correct it, or say what it means: --value "latency_ms:1e400=" is a missing value, --value "latency_ms:1e400=0" a number.',
    },
  ],
  [
    "a mark between thousands",
    `${header}a,0,compatible,1,"1,024.5"\n`,
    {
      line: 2,
      column: 5,
      path: "latency_ms",
      detail: 'The cell "latency_ms" cannot be read.',
      expected: "a number (ms)",
      found: "1,024.5",
      todo: "Write the number without marks between thousands.",
    },
  ],
  [
    "seconds where milliseconds are expected",
    `${header}${Array.from({ length: 10 }, (_, index) => `a,${index},compatible,1,0.75\n`).join("")}`,
    {
      line: 2,
      column: 5,
      path: "latency_ms",
      detail: 'The values of "latency_ms" look like seconds.',
      expected: "milliseconds",
      found: "a median of 0.75",
      todo: "Say --unit latency_ms=s if they are seconds, --unit latency_ms=ms if they are milliseconds.",
    },
  ],
  [
    "a trial twice",
    `${header}${row}b,0,compatible,1,500\n${row}`,
    {
      line: 4,
      detail: "This row repeats line 2: participant_id a, trial_index 0.",
      expected: "each combination of participant_id, trial_index once",
      found: "it in lines 2 and 4",
      todo: "Take the copy out; if these are two occasions, tell them apart by a column `instance` (--map instance=COLUMN).",
    },
  ],
  [
    "decimal points and commas in one file",
    `${header}${row}a,1,compatible,1,500.5\na,2,compatible,1,"500,5"\n`.replaceAll(
      /,(?=[^"\n]*(?:"[^"\n]*")?[^"\n]*$)/gm,
      ";",
    ),
    {
      line: 4,
      detail: "Some numbers have a decimal point (line 3), others a comma (line 4).",
      expected: "one decimal mark in the whole file",
      found: "both",
      todo: "Say which it is with --decimal . or --decimal , and correct the others.",
    },
  ],
  [
    "points that could part thousands",
    `${header}a,0,compatible,1,1.024\n`.replaceAll(",", ";"),
    {
      line: 2,
      detail: "Every point in a number is followed by three digits: decimals, or thousands?",
      expected: "a decimal mark that can be told from one between thousands",
      found: "a point before three digits each time",
      todo: "Say --decimal . if they are decimals; else remove the points.",
    },
  ],
  [
    "an id that is not UTF-8",
    Buffer.from(`${header}Zoë,0,compatible,1,500\n`, "latin1"),
    {
      line: 2,
      column: 1,
      path: "participant_id",
      detail: 'The cell "participant_id" is not UTF-8.',
      expected: "an id in UTF-8",
      found: '"Zoë" if the file is windows-1252',
      todo: "Save the file as CSV UTF-8, or name its encoding, such as --encoding windows-1252.",
    },
  ],
  [
    "a header that is not UTF-8",
    Buffer.from(`${header.trim()},Größe\na,0,compatible,1,500,1\n`, "latin1"),
    {
      line: 1,
      column: 6,
      detail: "The header is not UTF-8.",
      expected: "column names in UTF-8",
      found: '"Größe" if the file is windows-1252',
      todo: "Save the file as CSV UTF-8, or name its encoding, such as --encoding windows-1252.",
    },
  ],
  [
    "UTF-16 cut in the middle of a letter",
    Buffer.from(`\ufeff${header}${row}`, "utf16le").subarray(0, -1),
    {
      detail: "The bytes of this file are not utf-16le.",
      expected: "text in utf-16le",
      found: "bytes that mean nothing in it",
      todo: "Name the file's encoding with --encoding, or save it as CSV UTF-8.",
    },
  ],
  [
    "a zero byte",
    `${header}${row}a\0,1,compatible,1,500\n`,
    {
      line: 3,
      detail: "The file holds a zero byte.",
      expected: "text",
      found: "a byte 0",
      todo: "Is this really a table? Save it as CSV UTF-8, or name its encoding with --encoding.",
    },
  ],
];

test.each(cases)("refuses %s with place, expectation, finding and what to do", async (_, table, said) => {
  const { all } = await refusalOf(table, trialAsk);
  expect(all).toEqual([{ code: "table-invalid", file: "t.csv", ...said }]);
});

const moments = { columns: { at: askMoment() } };

test.each([
  [
    "a time without a zone",
    "2026-12-03 14:05:00",
    {},
    {
      detail: 'The times of "at" do not say their zone.',
      expected: "a zone in each cell (Z or +01:00), or --time-zone",
      todo: "Say which clock they were read from, such as --time-zone Europe/Amsterdam (or UTC).",
    },
  ],
  [
    "a time that the clock never showed",
    "2026-03-29 02:30:00",
    { timeZone: "Europe/Amsterdam" },
    {
      detail: 'The cell "at" cannot be read.',
      expected: "a time that clocks in Europe/Amsterdam showed",
      todo: "The clock was put forward over this time: correct the cell, or name another --time-zone.",
    },
  ],
  [
    "a day that no calendar has",
    "2026-02-30",
    {},
    {
      detail: 'The cell "at" cannot be read.',
      expected: "a date or moment such as 2026-12-03 or 2026-12-03T14:05:00+01:00",
      todo: "Correct the cell, or say how dates are written, such as --date-format dd.MM.yyyy",
    },
  ],
  [
    "a date in another format than said",
    "2026-12-03",
    { dateFormat: "dd.MM.yyyy" },
    {
      detail: 'The dates of "at" are not all written as dd.MM.yyyy.',
      expected: "a moment written as dd.MM.yyyy",
      todo: 'If the file writes them so, say --date-format "yyyy-M-d"; else write all of them in one way.',
    },
  ],
  [
    "a cell that is no date in the format that was said",
    "soon",
    { dateFormat: "dd.MM.yyyy" },
    {
      detail: 'The cell "at" cannot be read.',
      expected: "a moment written as dd.MM.yyyy",
      todo: "Correct the cell or --date-format.",
    },
  ],
] satisfies readonly (readonly [string, string, SaidFlags, object])[])(
  "refuses %s",
  async (...[, cell, flags, said]) => {
    const { all } = await refusalOf(`at\n${cell}\n`, { ...moments, said: saidOf(flags) });
    expect(all).toEqual([
      { code: "table-invalid", file: "t.csv", line: 2, column: 1, path: "at", found: cell, ...said },
    ]);
  },
);

test.each([
  [
    "a date format that names the month twice",
    { dateFormat: "YYYY-MM-DD HH:MM:SS" },
    "The date format cannot be used: it names the month twice (MM and MM); MM is the month, mm the minutes, ss the seconds.",
  ],
  [
    "a letter that means nothing",
    { dateFormat: "%d.%m.%Y" },
    "The date format cannot be used: \"m\" means nothing in a format; put words between '…'.",
  ],
  [
    "twelve hours without a half",
    { dateFormat: "yyyy-MM-dd hh:mm" },
    "The date format cannot be used: hh counts to 12 and needs a; HH counts to 24.",
  ],
  [
    "a format without a year",
    { dateFormat: "dd.MM." },
    "The date format cannot be used: it needs a year, a month and a day (or X).",
  ],
  ["a zone there is none of", { timeZone: "Europe/Amsterdm" }, 'There is no time zone "Europe/Amsterdm".'],
  ["an encoding there is none of", { encoding: "utf-9" }, 'There is no encoding "utf-9".'],
  ["a mapping of a column nobody asks for", { map: ["when=at"] }, "--map names when, which is not asked for here."],
  ["a mapping to a column that is not there", { map: ["at=Datum"] }, 'There is no column "Datum" to read as at.'],
  ["a unit for what is no time", { unit: ["at=s"] }, "--unit at=s cannot be used."],
  ["a separator of two characters", { delimiter: ";;" }, "The separator cannot be used."],
] satisfies readonly (readonly [string, SaidFlags, string])[])(
  "refuses %s before any row is read",
  async (_, flags, detail) => {
    expect((await refusalOf("at\n2026-12-03\n", { ...moments, said: saidOf(flags) })).details.detail).toBe(detail);
  },
);

test.each([
  [{ map: ["participant_id"] }, "--map cannot be read."],
  [{ value: ["pairing=compatible"] }, "--value cannot be read."],
  [{ unit: ["=s"] }, "--unit cannot be read."],
  [{ decimal: "comma" }, "--decimal cannot be read."],
] satisfies readonly (readonly [SaidFlags, string])[])("refuses the flag %j", (flags, detail) => {
  expect(() => saidOf(flags)).toThrow(detail);
});

test("lists twenty mistakes and counts the others", async () => {
  const text = `id,n\n${Array.from({ length: 50 }, (_, index) => `a,${index}x\n`).join("")}`;
  const { all } = await refusalOf(text, { columns: { id: askId(), n: askCount() } });
  expect(all.length).toBe(21);
  expect(all.at(-1)?.detail).toBe("… and 30 more mistakes.");
});

test("refuses a row of more than 8 MiB without reading on", async () => {
  let pieces = 0;
  const piece = new TextEncoder().encode("x".repeat(1 << 20));
  function* endless() {
    yield new TextEncoder().encode('id,n\n"');
    for (; pieces < 1000; pieces++) yield piece;
  }
  const reading = readTable({ name: "t.csv", chunks: endless() }, { columns: { n: askNumber({ required: true }) } });
  await expect(reading).rejects.toThrow("This row is longer than 8 MiB.");
  expect(pieces).toBeLessThan(12);
});

test.each(["-", "--", "—", "?", ".", "***", "#FORMULA!"])(
  "refuses %s as an id, which many rows may share",
  async (id) => {
    const { details } = await refusalOf(`id\n${id}\n`, { columns: { id: askId() } });
    expect(details).toMatchObject({ line: 2, path: "id", expected: "an id", found: id });
  },
);
