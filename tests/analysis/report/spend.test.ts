import { describe, expect, test } from "vitest";
import { allAnswers, fiveAnswers } from "../../../analysis/findings/answers/answerLines.ts";
import { countTable, topSegmentTable } from "../../../analysis/findings/spend/countTable.ts";
import { lorenzFigure } from "../../../analysis/findings/spend/lorenzFigure.ts";
import { rootogramFigure } from "../../../analysis/findings/spend/rootogramFigure.ts";
import { readReport } from "../../../analysis/report/readReport.ts";
import { expectedOf } from "../oracles.ts";
import { comparisonOf, fullContext } from "./example.ts";

const open = { estimate: null, interval: null, n: 500, verdict: "not testable here", sentence: "No yes or no." };
const keys = ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9", "E11", "E12"];
const E10 = { estimate: 0.03, interval: [-0.08, 0.14], n: 500, verdict: "no evidence", sentence: "Units alike." };
const answers = { ...Object.fromEntries(keys.map((key) => [key, open])), E10 };
const report = readReport(comparisonOf({ ...expectedOf("c09_counts_spend"), answers }), fullContext);

describe("a report on a count or an amount", () => {
  test("opens with the one question that is answered for it, and does not repeat why the others are not", () => {
    expect(fiveAnswers(report).map(({ key }) => key)).toEqual(["E10"]);
    expect(allAnswers(report).map(({ key }) => key)).toEqual(["E10"]);
  });
  test("sets expected zeros beside those seen", () => {
    const [poisson, negative] = countTable(report).rows;
    expect(poisson?.[2]).toBeCloseTo(236.558933569204, 8);
    expect(negative?.[2]).toBeCloseTo(322.518965, 4);
    expect([poisson?.[3], negative?.[3]]).toEqual([323, 323]);
  });
  test("hangs the counts that were seen from those that a model expects", () => {
    const count_distribution = {
      counts: [0, 1, 2],
      observed: [300, 120, 80],
      poisson: [250, 170, 80],
      negative_binomial: [299.6, 121, 79.4],
    };
    const hung = rootogramFigure(
      readReport(comparisonOf({ ...expectedOf("c09_counts_spend"), count_distribution }), fullContext),
    );
    expect(hung?.title).toBe("300 bought nothing; the negative binomial model expects 300");
    expect(hung?.table.rows[1]).toEqual([1, 120, 170, 121]);
    expect(rootogramFigure(report)).toBeNull();
  });
  test("draws the Lorenz curve through the shares that were found", () => {
    const figure = lorenzFigure(report);
    expect(figure?.title.replace("\u202f", " ")).toBe("The top fifth of customers bring 86 % of value");
    expect(figure?.description.replaceAll("\u202f", " ")).toContain("80 % of customers bring 14 %");
  });
  test("says how well each measure finds those who bring most", () => {
    expect(topSegmentTable(report).rows.map(([measure]) => measure)).toContain("Association test");
  });
});

test("a report on a yes or no opens with its five questions although E10 is answered too", () => {
  const asked = { ...answers, E1: { ...open, estimate: 0.3, interval: [0.2, 0.4] } };
  const both = readReport(comparisonOf({ ...expectedOf("c01_n80_strong"), answers: asked }), fullContext);
  expect(fiveAnswers(both)).toHaveLength(5);
});
