import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { cellsOf, numbersOf } from "../../../../analysis/data/dataTable.ts";
import { matchedDifference } from "../../../../analysis/statistics/ranking/matchedDifference.ts";
import { oraclePath } from "../../oracles.ts";
import { readDataTable } from "../../readDataTable.ts";

const CASE = "c29_matched_selection";
const file = oraclePath(CASE, "data.csv");
const table = readDataTable(file, readFileSync(file, "utf8"));
const column = (name: string) => numbersOf(table, name).map((value) => value ?? Number.NaN);
const marked = column("stated").map((value) => value >= 4);
const outcomes = column("bought");
const Figures = z.record(z.string(), z.number());
const R = z.record(z.string(), Figures).parse(JSON.parse(readFileSync(oraclePath(CASE, "expected.json"), "utf8")));

describe("as many of the highest scores as said yes", () => {
  test.each([
    ["continuous", { scores: column("score"), marked, outcomes }],
    ["tied", { scores: column("tied"), marked, outcomes }],
    ["clustered", { scores: column("score"), marked, outcomes, persons: cellsOf(table, "person").map(String) }],
  ] as const)("have R's difference, error and test (%s)", (name, people) => {
    const found = matchedDifference(people);
    const expected = R[name];
    if (found === null || expected === undefined) throw new Error(`no ${name}`);
    for (const figure of ["difference", "se", "z", "p", "at_cut"] as const) {
      expect(found[figure]).toBeCloseTo(expected[figure] ?? Number.NaN, 12);
    }
    // The formula's error is that of resamples that find k and the cut anew.
    expect(Math.abs(found.se / (expected["bootstrap_se"] ?? 0) - 1)).toBeLessThan(0.05);
  });

  test("are nothing to compare where nobody or everybody says yes", () => {
    const scores = column("score");
    expect(matchedDifference({ scores, marked: scores.map(() => false), outcomes })).toBeNull();
    expect(matchedDifference({ scores, marked: scores.map(() => true), outcomes })).toBeNull();
  });

  test("differ by nothing from themselves", () => {
    const scores = column("stated");
    expect(matchedDifference({ scores, marked, outcomes })).toMatchObject({ difference: 0, se: 0, z: null, p: null });
  });
});
