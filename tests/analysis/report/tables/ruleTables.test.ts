import { expect, test } from "vitest";
import type { Table } from "../../../../analysis/blocks/table.ts";
import { baseRateTable } from "../../../../analysis/findings/rules/baseRateTable.ts";
import { matchedTable } from "../../../../analysis/findings/rules/matchedTable.ts";
import { pairedRulesTable } from "../../../../analysis/findings/rules/pairedRulesTable.ts";
import { readReport } from "../../../../analysis/report/readReport.ts";
import { exampleComparison, fullContext } from "../example.ts";

const report = readReport(exampleComparison("c01_n80_strong"), fullContext);

function shown({ columns, rows }: Table): readonly (readonly string[])[] {
  return rows.map((row) =>
    columns.map(({ format }, at) => {
      const cell = row[at] ?? null;
      return typeof cell === "string" || !format ? String(cell) : format(cell, row);
    }),
  );
}

test("every measure is shown selecting as many people as the stated yes does", () => {
  const rows = shown(matchedTable(report)).map((row) => row.map((cell) => cell.replaceAll("\u202f", " ")));
  expect(rows[0]).toEqual(["Purchase intent, top 2 boxes", "33", "24.0", "73 %", "1.29", "53 %"]);
  expect(rows).toContainEqual(["Association test, highest 33", "33", "29.0", "88 %", "1.56", "64 %"]);
});

test("the paired test of two rules puts implicit minus stated, with its interval the same way round", () => {
  const [ppv, , , accuracy] = pairedRulesTable(report).rows;
  expect(ppv?.[1]).toBeCloseTo(24 / 33, 12);
  expect(ppv?.[2]).toBeCloseTo(33 / 40, 12);
  expect(ppv?.[3]).toBeCloseTo(0.09772727272727272, 12);
  expect(ppv?.[7]).toBeCloseTo(0.2855078081918715, 10);
  expect(accuracy?.[4]).toBeCloseTo(-0.022226200020586, 10);
  expect(accuracy?.[5]).toBeCloseTo(0.28832096503565, 10);
});

test("the worth of a yes is shown at other base rates", () => {
  const rows = shown(baseRateTable(report)).map((row) => row.map((cell) => cell.replaceAll("\u202f", " ")));
  expect(rows[0]).toEqual(["1 %", "2.1 %", "3.6 %"]);
  expect(rows[4]).toEqual(["50 %", "67.5 %", "78.6 %"]);
});
