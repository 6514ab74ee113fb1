import { expect, test } from "vitest";
import { askMoment } from "../../../experiments/contract/asked.ts";
import { type SaidFlags, saidOf } from "../../../experiments/tables/said.ts";
import { cells, read, refusalOf } from "./tableTexts.ts";

const ask = { columns: { at: askMoment() } };

test.each([
  ["2026-12-03T14:05:00Z", {}, "2026-12-03T14:05:00.000Z"],
  ["2026-12-03 14:05:00 UTC", {}, "2026-12-03T14:05:00.000Z"],
  ["2026-12-03 14:05 +01:00", {}, "2026-12-03T13:05:00.000Z"],
  ["2026-12-03T14:05:00.250-0530", {}, "2026-12-03T19:35:00.250Z"],
  ["2026-12-03T14:05:00+01", {}, "2026-12-03T13:05:00.000Z"],
  ["2026-12-03", {}, "2026-12-03"],
  ["2026-12-03 12:20:00", { timeZone: "Europe/Amsterdam" }, "2026-12-03T11:20:00.000Z"],
  ["2026-07-03 12:20:00", { timeZone: "Europe/Amsterdam" }, "2026-07-03T10:20:00.000Z"],
  ["2026-07-03 12:20:00", { timeZone: "America/St_Johns" }, "2026-07-03T14:50:00.000Z"],
  ["2026-04-05 01:45:00", { timeZone: "Australia/Lord_Howe" }, "2026-04-04T14:45:00.000Z"],
  ["03.12.26", { dateFormat: "dd.MM.yy" }, "2026-12-03"],
  ["3 Dec 2026, 2:05 PM", { dateFormat: "d MMM yyyy, h:mm a", timeZone: "UTC" }, "2026-12-03T14:05:00.000Z"],
  ["12/3/2026 12:05 am", { dateFormat: "M/d/yyyy hh:mm a", timeZone: "UTC" }, "2026-12-03T00:05:00.000Z"],
  ["2026-12-03 om 14:05:07.5 +01:00", { dateFormat: "yyyy-MM-dd 'om' HH:mm:ss.SSS Z" }, "2026-12-03T13:05:07.500Z"],
  ["1796304300", { dateFormat: "X" }, "2026-12-03T13:25:00.000Z"],
  ["1796304300250", { dateFormat: "x" }, "2026-12-03T13:25:00.250Z"],
] satisfies readonly (readonly [string, SaidFlags, string])[])(
  "reads %s with %j as %s",
  async (cell, flags, moment) => {
    const table = await read(`at\n"${cell}"\n`, { ...ask, said: saidOf(flags) });
    expect(cells(table, "at")).toEqual([moment]);
  },
);

test("takes the earlier of two times that the clock showed, and counts them", async () => {
  const table = await read("at\n2026-10-25 02:30:00\n2026-10-25 02:30:00\n2026-10-25 03:30:00\n", {
    ...ask,
    said: saidOf({ timeZone: "Europe/Amsterdam" }),
  });
  expect(cells(table, "at")).toEqual([
    "2026-10-25T00:30:00.000Z",
    "2026-10-25T00:30:00.000Z",
    "2026-10-25T02:30:00.000Z",
  ]);
  expect(table.notes).toEqual(["2 times came twice on clocks in Europe/Amsterdam; the earlier was taken."]);
});

test("a day is that zone's day: it begins there, and a moment falls on it by that zone's clock", async () => {
  const table = await read("at\n2026-12-03\n2026-12-03T23:30:00Z\n", {
    ...ask,
    said: saidOf({ timeZone: "Europe/Amsterdam" }),
  });
  const column = table.columns["at"];
  if (column?.kind !== "moment") throw new RangeError("at holds moments");
  expect([...column.values].map((ms) => new Date(ms).toISOString())).toEqual([
    "2026-12-02T23:00:00.000Z",
    "2026-12-03T23:30:00.000Z",
  ]);
  expect([...column.days].map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))).toEqual([
    "2026-12-03",
    "2026-12-04",
  ]);
  expect([...column.isDay]).toEqual([1, 0]);
});

test.each([
  ["1899-12-30", "the empty date of a spreadsheet"],
  ["1970-01-01T00:00:00Z", "the empty date of Unix"],
  ["1753-01-01 00:00:00Z", "the empty date of a database"],
  ["1026-10-11", "a typing error"],
])("refuses %s: %s", async (text) => {
  const [first] = (await refusalOf(`at\n${text}\n`, ask)).all;
  expect(first).toMatchObject({
    line: 2,
    expected: "a date or moment from 1971 on",
    found: text,
    todo: `Programs write such a date where they have none: correct it, or say --value "at:${text}=" if it is missing.`,
  });
});

test("refuses seconds that are said to be milliseconds", async () => {
  const said = saidOf({ dateFormat: "x" });
  expect((await refusalOf("at\n1790000000\n", { ...ask, said })).details.todo).toBe(
    "Where the file holds seconds since 1970, say --date-format X.",
  );
  expect(cells(await read("at\n1790000000000\n", { ...ask, said }), "at")).toEqual(["2026-09-21T14:13:20.000Z"]);
});

test("refuses a whole file of which some dates show that they are written in another way than was said", async () => {
  // By dd/MM the first would be read as 10 November, and is 11 October.
  const said = saidOf({ dateFormat: "dd/MM/yyyy" });
  const refusal = await refusalOf("at\n10/11/2026\n10/13/2026\n", { ...ask, said });
  expect(refusal.all).toHaveLength(1);
  expect(refusal.details).toMatchObject({
    line: 3,
    detail: 'The dates of "at" are not all written as dd/MM/yyyy.',
    found: "10/13/2026",
    todo: 'If the file writes them so, say --date-format "M/d/yyyy"; else write all of them in one way.',
  });
  const listed = read("at\n10/11/2026\n10/13/2026\n", { ...ask, said, wrongRows: "listed" });
  await expect(listed).rejects.toThrow('The dates of "at" are not all written as dd/MM/yyyy.');
});
