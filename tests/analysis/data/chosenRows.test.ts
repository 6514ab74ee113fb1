import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readComparisonInput } from "../../../analysis/data/comparisonInput.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-rows-"));
let count = 0;

/** A plan about six people with the given further lines. */
function planned(lines: readonly string[]): string {
  count += 1;
  const [data, plan] = [join(folder, `d${count}.csv`), join(folder, `p${count}.yaml`)];
  writeFileSync(
    data,
    "country,age,a,b,bought\nNL,17,1,5,0\nNL,25,2,4,1\nBE,40,3,3,0\nNL,61,4,2,1\nDE,33,5,1,1\n,22,2,2,0\n",
  );
  writeFileSync(plan, [`data: ${data}`, "outcome: bought", "stated: [a]", "implicit: [b]", ...lines].join("\n"));
  return plan;
}

describe("a plan's where", () => {
  test("keeps the rows that satisfy every condition, and counts them", async () => {
    const { table, notices } = await readComparisonInput(planned(["where: {country: NL, age: '>=18'}"]));
    expect(table.columns.get("age")).toEqual([25, 61]);
    expect(notices).toEqual(["Only rows with country NL and age >=18 are analysed: 2 of 6."]);
  });

  test("takes a list of values, and no missing cell", async () => {
    const { table } = await readComparisonInput(planned(["where: {country: [NL, BE]}"]));
    expect(table.columns.get("a")).toEqual([1, 2, 3, 4]);
  });

  test("names a column that is not there", async () => {
    await expect(readComparisonInput(planned(["where: {land: NL}"]))).rejects.toThrow('no column "land"');
  });
});

describe("derived columns", () => {
  test("may compare, and choose between values", async () => {
    const lines = [
      "derive: {young: 'age < 30 and age >= 18', band: 'age < 30 ? 1 : 2', mid: '20 <= age < 40', old: 'not young'}",
    ];
    const { table } = await readComparisonInput(planned(lines));
    expect(table.columns.get("young")).toEqual([0, 1, 0, 0, 0, 1]);
    expect(table.columns.get("band")).toEqual([1, 1, 2, 2, 2, 1]);
    expect(table.columns.get("mid")).toEqual([0, 1, 0, 0, 1, 1]);
    expect(table.columns.get("old")).toEqual([1, 0, 1, 1, 1, 0]);
  });
});

test("a reverse-keyed item is turned round once, before columns are derived", async () => {
  const { table } = await readComparisonInput(planned(["reverse: {b: [1, 5]}", "derive: {sum: 'a + b'}"]));
  expect(table.columns.get("b")).toEqual([1, 2, 3, 4, 5, 4]);
  expect(table.columns.get("sum")).toEqual([2, 4, 6, 8, 10, 6]);
});
