import fc from "fast-check";
import { expect, test } from "vitest";
import { readReport } from "../../../analysis/report/readReport.ts";
import { reportHtml } from "../../../analysis/report/reportHtml.tsx";
import { scoreBins, splitHalfTable, timingTable } from "../../../analysis/report/study/qualityTables.ts";
import { timingFigures } from "../../../analysis/report/study/timingFigures.ts";
import { exampleComparison, fullContext } from "./example.ts";

const block = { column: "dscore", people: 80, fast: 4, slow: 0, binMs: 50, bins: [0, 10, 60, 30] };
const context = {
  ...fullContext,
  timing: [
    { ...block, block: "test, compatible", trials: 100, errorRate: 0.05 },
    { ...block, block: "test, incompatible", trials: 300, errorRate: 0.09, fast: 0 },
  ],
  scored: [
    {
      column: "dscore",
      scores: [-0.4, 0.1, 0.3, 0.35, 1.1],
      fastShares: [0, 0.11, 0.1],
      reliability: { oddEven: 0.81, mean: 0.8, lower: 0.76, upper: 0.84, splits: 1000, n: 80 },
    },
  ],
};
const report = readReport(exampleComparison("c01_n80_strong"), context);

test("blocks are tabled with their median, errors and too fast trials", () => {
  expect(timingTable(report).rows[0]).toEqual(["Association test", "Test, compatible", 80, 100, 125, 0.05, 0.04, 0]);
});

test("reliability stands with the people who were often too fast", () => {
  expect(splitHalfTable(report).rows).toEqual([["Association test", 80, 0.81, 0.8, 0.76, 0.84, 1000, 1]]);
});

test("latencies and scores are drawn with their finding in the title", () => {
  const titles = timingFigures(report).map(({ title }) => title.replaceAll("\u202f", " "));
  expect(titles).toEqual([
    "Association test: 1.0 % of trials were under 300 ms; 8.0 % were errors",
    "Association test: 4 of 5 people score above 0, the mean is .29",
  ]);
  expect(reportHtml(exampleComparison("c01_n80_strong"), context)).toContain('id="quality"');
});

test("every score falls into one bin", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 60 }),
      (scores) => {
        const bins = scoreBins(scores, 1);
        expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(scores.length);
        expect(bins.length).toBeLessThanOrEqual(26);
      },
    ),
  );
});
