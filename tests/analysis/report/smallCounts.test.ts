import { describe, expect, test } from "vitest";
import type { Comparison } from "../../../analysis/findings/comparison.ts";
import {
  FEWEST_PEOPLE,
  smallestCellOfEmployees,
  withholdColumns,
  withholdGroups,
  withholdTogether,
} from "../../../analysis/findings/disclosure.ts";
import { readReport } from "../../../analysis/report/readReport.ts";
import { reportHtml } from "../../../analysis/report/reportHtml.tsx";
import { reportMarkdown } from "../../../analysis/report/reportMarkdown.ts";
import { reportTables } from "../../../analysis/report/reportTables.ts";
import { comparedCase } from "../findings/cases.ts";
import { fullContext } from "./example.ts";

const ORACLES = [
  "c01_n80_strong",
  "c02_n400_moderate",
  "c06_rare_3pct",
  "c07_person_x_brand",
  "c09_counts_spend",
] as const;
const people = { ...fullContext, isSimulated: false };
// Columns of the tables that count people; expected counts are no people.
const COUNTED = new Set(["n", "bought", "people", "x", "hits", "selected", "buyers", "n_pos", "n_neg", "left_n"]);

function countsOf(csv: string): readonly number[] {
  const [head = "", ...rows] = csv.trim().split("\n");
  const columns = head.split(",");
  return rows.flatMap((row) =>
    row
      .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
      .flatMap((cell, at) => (COUNTED.has(columns[at] ?? "") && /^\d+$/.test(cell) ? [Number(cell)] : [])),
  );
}

const fewIn = (comparison: Comparison, context: typeof people) =>
  reportTables(comparison, context).flatMap(({ name, text }) =>
    countsOf(text).flatMap((n) => (n > 0 && n < FEWEST_PEOPLE ? [`${name}: ${n}`] : [])),
  );

describe("a report about people", () => {
  test.each(ORACLES)("has no count of 1 to 4 people in any table: %s", (oracle) => {
    expect(fewIn(comparedCase(oracle), people)).toEqual([]);
  });

  test("would have had some", () => {
    expect(fewIn(comparedCase("c01_n80_strong"), { ...people, smallestCell: 1 })).not.toEqual([]);
  });

  test("marks the levels it withholds alike, few or not, and leaves them out of the figure and its words", () => {
    const data = readReport(comparedCase("c01_n80_strong"), people);
    // From the oracle: 0 of 4, 4 of 13, ... level 1 and 2 are few on one side of the outcome.
    const levels = (data.sayDo.pi5 ?? []).map(({ level, n }) => [level, n === null]);
    expect(levels.slice(0, 2)).toEqual([
      [1, true],
      [2, true],
    ]);
    const html = reportHtml(comparedCase("c01_n80_strong"), people);
    expect(html).toContain("withheld");
    expect(html).not.toMatch(/At level 1, /);
    expect(reportMarkdown(comparedCase("c01_n80_strong"), people)).not.toMatch(/At level 1, /);
  });

  test("says in its limits what it leaves out, or that nothing is", () => {
    const said = (context: typeof people) => reportHtml(comparedCase("c01_n80_strong"), context);
    expect(said(people)).toContain("Counts of 1 to 4 people are not shown");
    expect(said({ ...people, smallestCell: 10 })).toContain("Counts of 1 to 9 people are not shown");
    expect(said({ ...people, smallestCell: 1 })).toContain("Every count is shown");
  });

  test("shows everything where everybody is simulated, and protects the people where only some are", () => {
    const simulated = { ...fullContext, isSimulated: true };
    expect(readReport({}, simulated).fewest).toBe(1);
    expect(readReport({}, { ...simulated, simulatedPeople: { n: 3, of: 40 } }).fewest).toBe(5);
  });

  test("counts employees in tens, whatever its plan says", () => {
    expect([smallestCellOfEmployees(undefined), smallestCellOfEmployees(1), smallestCellOfEmployees(20)]).toEqual([
      10, 10, 20,
    ]);
    const few = reportTables(comparedCase("c02_n400_moderate"), { ...people, smallestCell: 10 }).flatMap(({ text }) =>
      countsOf(text).filter((n) => n > 0 && n < 10),
    );
    expect(few).toEqual([]);
  });
});

describe("groups to withhold", () => {
  // By hand: 3 is few; 6 is the smallest other group; 3 + 6 = 9 are enough.
  test("are those of few and the smallest other that hides them", () => {
    expect(withholdGroups([[3], [20], [6], [12]], 5)).toEqual([true, false, true, false]);
  });

  test("are more where two together are still few", () => {
    expect(withholdGroups([[1], [2], [20], [9]], 5)).toEqual([true, true, false, true]);
  });

  test("are none where nobody is few, and nobody at all is not few", () => {
    expect(withholdGroups([[0], [5], [40]], 5)).toEqual([false, false, false]);
  });

  test("are all where nothing else hides them", () => {
    expect(withholdGroups([[3], [20]], 5)).toEqual([true, true]);
  });

  test("of a table of two rows with both sums are two columns at least", () => {
    const row = (...counts: readonly number[]) => counts.map((n) => [n]);
    expect(withholdColumns([row(2, 30, 12), row(25, 9, 40)], 5)).toEqual([true, true, false]);
    expect(withholdColumns([row(2, 30, 12), row(1, 9, 40)], 5)).toEqual([true, true, true]);
  });

  test("are the whole second table where two filters differ in one person", () => {
    expect(
      withholdTogether(
        [
          [[10], [12]],
          [[1], [0]],
        ],
        5,
      ),
    ).toBeNull();
  });
});

test("a flow in which few left at the end tells who is left", () => {
  const flow = [
    { step: "Started", n: 43, left: [{ reason: "no consent", n: 3 }] },
    { step: "Consented", n: 40, left: [] },
  ];
  expect(readReport({}, { ...people, flow }).flow).toEqual([{ step: "Consented", n: 40, left: [] }]);
});

test("a flow tells steps and reasons of few together with others", () => {
  const flow = [
    { step: "Started", n: 50, left: [{ reason: "no consent", n: 2 }] },
    { step: "Consented", n: 48, left: [{ reason: "did not finish", n: 8 }] },
    { step: "Finished", n: 40, left: [] },
  ];
  expect(readReport({}, { ...people, flow }).flow).toEqual([
    { step: "Started", n: 50, left: [{ reason: "other reasons", n: 10 }] },
    { step: "Finished", n: 40, left: [] },
  ]);
});
