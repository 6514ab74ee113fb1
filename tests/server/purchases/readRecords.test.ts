import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Problem, type ProblemDetails } from "../../../experiments/contract/problem.ts";
import type { SaidFlags } from "../../../experiments/tables/said.ts";
import { previewTable } from "../../../server/purchases/previewTable.ts";
import { recordColumns } from "../../../server/purchases/recordColumns.ts";
import { cellsIn, recordsOf } from "./recordTables.ts";

const header = ["participant_key", "purchased_at", "product", "order_id", "quantity", "amount"];

async function refusal(text: Uint8Array | string, flags: SaidFlags = {}, columns = recordColumns.purchases) {
  try {
    const { rows } = await cellsIn(recordsOf(text, flags), columns);
    return { rows };
  } catch (error) {
    if (error instanceof Problem) return error.details;
    throw error;
  }
}

const row = (cells: Partial<Record<string, string>>) => {
  const usual: Record<string, string> = {
    participant_key: "P1",
    purchased_at: "2026-12-03",
    product: "velmora",
    order_id: "A1",
    quantity: "1",
    amount: "12.5",
  };
  return `${header.join(",")}\n${header.map((name) => cells[name] ?? usual[name]).join(",")}\n`;
};

describe("the company's records", () => {
  test.each([
    ["18 digits", { participant_key: "630400000000000017" }, "630400000000000017"],
    ["leading zeros", { participant_key: "000042" }, "000042"],
    ["what Excel's users write to keep zeros", { participant_key: '="00042"' }, "00042"],
    ["a composed letter, whichever way it was encoded", { participant_key: "Zoe\u0308" }, "Zoë"],
    ["no-break and zero-width spaces around", { participant_key: "\u00a0P7\u200b" }, "P7"],
    ["an exponent that is an id", { participant_key: "1E5" }, "1E5"],
  ])("read an id with %s as text", async (_, cells, id) => {
    const { rows } = await cellsIn(recordsOf(row(cells)));
    expect(rows).toEqual([[id, "2026-12-03T00:00:00.000Z", "velmora", "A1", 1, 12.5, undefined, undefined, undefined]]);
  });

  test.each<[string, Record<string, string>, Partial<ProblemDetails>]>([
    ["an id that a spreadsheet rounded", { participant_key: "6.3E+18" }, { column: 1, found: "6.3E+18" }],
    ["a placeholder that nobody filled in", { participant_key: "{{%PROLIFIC_PID%}}" }, { column: 1 }],
    ["an order number that a spreadsheet rounded", { order_id: "5.1e+12" }, { column: 4, found: "5.1e+12" }],
    [
      "a time without a zone",
      { purchased_at: "2026-12-03 12:20:00" },
      { column: 2, todo: "Say which clock they were read from, such as --time-zone Europe/Amsterdam (or UTC)." },
    ],
    [
      "a day and month that could be exchanged",
      { purchased_at: "03/04/2026" },
      { column: 2, todo: 'Say how the file writes dates, such as --date-format "M/d/yyyy" or "d/M/yyyy"' },
    ],
    [
      "dates with the day first",
      { purchased_at: "23.4.2026 9:05" },
      { column: 2, todo: 'Say how the file writes dates, such as --date-format "d.M.yyyy H:mm"' },
    ],
    ["days as a spreadsheet counts them", { purchased_at: "46359" }, { column: 2, found: "46359" }],
    [
      "months in words",
      { purchased_at: "3 Dec 2026" },
      { column: 2, todo: 'Say how the file writes dates, such as --date-format "d MMM yyyy"' },
    ],
    [
      "seconds since 1970",
      { purchased_at: "1796294400" },
      { column: 2, todo: 'Say how the file writes dates, such as --date-format "X"' },
    ],
  ])("are refused as a file for %s", async (_, cells, expected) => {
    expect(await refusal(row(cells))).toMatchObject({
      code: "table-invalid",
      file: "orders.csv",
      line: 2,
      ...expected,
    });
  });

  test.each([
    ["marks between thousands", { amount: "1.234.567" }],
    ["a thin space between thousands", { amount: "1\u2009234" }],
    ["a currency", { amount: "€12.50" }],
    ["a percent sign", { quantity: "50%" }],
    ["a number too large for one", { amount: "1e400" }],
    ["hexadecimal", { quantity: "0x10" }],
    ["a day that no calendar has", { purchased_at: "2026-02-30" }],
    ["an empty moment", { purchased_at: "" }],
    ["words for a date", { purchased_at: "yesterday" }],
  ])("keep a row with %s apart, with its reason", async (_, cells) => {
    const [, good = ""] = row({}).split("\n");
    const { rows } = await cellsIn(recordsOf(`${row(cells)}${good}\n`));
    expect(rows.slice(0, 1)).toEqual([
      { problem: expect.stringMatching(/^The cell "\w+" .*: expected .+, found .+\.$/) },
    ]);
  });

  test.each([
    ["a first line without an end", "x".repeat(2 << 20)],
    ["more columns than a table has", `${"c,".repeat(400_000)}c\n1\n`],
  ])("are refused at once for %s", async (_, text) => {
    expect(await refusal(text)).toMatchObject({ line: 1, expected: "a header of at most 20000 columns and 1 MiB" });
  });

  test.each([
    ["--map", { map: ["__proto__=product"] }],
    ["--value", { value: ["constructor:a=b"] }],
    ["--unit", { unit: ["toString=s"] }],
  ])("take no name of JavaScript's for a column in %s", async (path, flags) => {
    expect(await refusal(row({}), flags)).toMatchObject({ code: "setting-invalid", path });
  });

  test("are refused when none of their rows can be read", async () => {
    const text = `${row({ amount: "12,50" })}P2,2026-12-03,velmora,A2,1,"9,95"\n`.replace("12,50", '"12,50"');
    expect(await refusal(text)).toMatchObject({
      line: 2,
      column: 6,
      todo: "If the comma is the decimal mark, say --decimal , ; else remove it.",
    });
    expect(await refusal(text, { decimal: "," })).toMatchObject({ rows: [expect.anything(), expect.anything()] });
  });

  test("take a day as the day of the zone that was said, a time as that clock's", async () => {
    const text = `${header.slice(0, 3).join(",")}\nP1,2026-03-29,v\nP1,2026-03-29 03:30,v\n`;
    const { rows } = await cellsIn(recordsOf(text, { timeZone: "Europe/Amsterdam" }));
    expect(rows.map((cells) => (Array.isArray(cells) ? cells[1] : cells))).toEqual([
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T01:30:00.000Z",
    ]);
  });

  test("are refused for a column that is asked for twice, and not for one that is not", async () => {
    const twice = (name: string) => `participant_key,purchased_at,product,${name},${name}\nP1,2026-12-03,v,1,2\n`;
    expect(await refusal(twice("note"))).toMatchObject({ rows: [expect.anything()] });
    expect(await refusal(twice("amount"))).toMatchObject({
      line: 1,
      column: 5,
      detail: 'The column "amount" occurs 2 times.',
    });
  });
});

const cell = fc.stringMatching(/^[A-Za-z0-9 ,;"'äß-]{0,8}$/);
const orders = fc.array(
  fc.record({
    participant_key: fc.stringMatching(/^[a-z0-9]{1,6}$/),
    purchased_at: fc.date({ min: new Date("2020-01-01"), max: new Date("2029-12-31"), noInvalidDate: true }),
    product: cell,
    order_id: fc.stringMatching(/^[A-Z][0-9]{1,5}$/),
    quantity: fc.integer({ min: 0, max: 99 }),
    amount: fc.integer({ min: 0, max: 999_999 }).map((cents) => (cents / 100).toFixed(2)),
    note: cell,
  }),
  { minLength: 2, maxLength: 12 },
);
const shape = fc.record({
  separator: fc.constantFrom(",", ";", "\t", "|"),
  end: fc.constantFrom("\n", "\r\n"),
  encoding: fc.constantFrom("utf8" as const, "utf16le" as const, "latin1" as const),
  order: fc.shuffledSubarray([...header, "note"], { minLength: 7, maxLength: 7 }),
  extra: fc.boolean(),
  chunk: fc.integer({ min: 1, max: 40 }),
});

test("columns nobody asks for, their order, separator, line ends, encoding and chunks change nothing in an import", async () => {
  await fc.assert(
    fc.asyncProperty(orders, shape, async (rows, { separator, end, encoding, order, extra, chunk }) => {
      const names = extra ? order : order.filter((name) => name !== "note");
      const quoted = (text: string, mark: string) => `"${text.replaceAll('"', '""')}"${mark}`;
      const text = (columns: readonly string[], mark: string, lineEnd: string) =>
        [columns, ...rows.map((one) => columns.map((name) => textOf(one, name)))]
          .map((cells) => cells.map((one, at) => quoted(one, at === cells.length - 1 ? lineEnd : mark)).join(""))
          .join("");
      const plain = await cellsIn(recordsOf(text(header, ",", "\n")));
      const bytes = Buffer.from(`${encoding === "utf16le" ? "\ufeff" : ""}${text(names, separator, end)}`, encoding);
      const flags = encoding === "latin1" ? { encoding: "windows-1252" } : {};
      expect((await cellsIn(recordsOf(bytes, flags, chunk))).rows).toEqual(plain.rows);
    }),
    { numRuns: 60, seed: 12 },
  );
});

function textOf(one: Readonly<Record<string, unknown>>, name: string): string {
  const value = one[name];
  return value instanceof Date ? value.toISOString() : String(value);
}

describe("a look before an import", () => {
  const text = "klant;datum;product;bedrag\nP001;3-12-2025;velmora;12,50\nP002;later;velmora;9,95\n";
  const flags = {
    map: ["participant_key=klant", "purchased_at=datum", "amount=bedrag"],
    dateFormat: "d-M-yyyy",
  };

  test("shows which columns are found, the first rows as they are read and why a row is not", async () => {
    const seen = await previewTable(recordsOf(text, flags), "purchases");
    expect(seen.header).toEqual(["klant", "datum", "product", "bedrag"]);
    expect(seen.columns.filter(({ isFound }) => isFound).map(({ name }) => name)).toEqual([
      "participant_key",
      "purchased_at",
      "product",
      "amount",
    ]);
    expect(seen.rows[0]).toMatchObject({
      line: 2,
      cells: { participant_key: "P0…", purchased_at: "2025-12-03T00:00:00.000Z (a day)", amount: "12.5" },
    });
    expect([seen.rowsRead, seen.rowsWrong, seen.refusals]).toEqual([2, 1, []]);
    expect(seen.wrong).toEqual([
      {
        row: 3,
        column: 2,
        detail: 'The cell "datum" cannot be read: expected a moment written as d-M-yyyy, found "later".',
        expected: "a moment written as d-M-yyyy",
        found: "later",
        todo: "Correct the cell or --date-format.",
      },
    ]);
    expect(seen.notes).toEqual(["Cells are separated by semicolons."]);
  });

  test("says why the file would be refused, and still what its columns are", async () => {
    const seen = await previewTable(recordsOf(text), "purchases");
    expect(seen.header).toEqual(["klant", "datum", "product", "bedrag"]);
    expect(seen.refusals.map(({ detail }) => detail)).toEqual([
      'The column "participant_key" is missing.',
      'The column "purchased_at" is missing.',
    ]);
  });
});
