import { describe, expect, test } from "vitest";
import { intentFigure } from "../../../../analysis/findings/calibration/intentFigure.ts";
import { forecastTable, intentTable } from "../../../../analysis/findings/calibration/intentTables.ts";
import { commonalityTable } from "../../../../analysis/findings/importance/commonalityTable.ts";
import { differenceTable } from "../../../../analysis/findings/ranking/differenceTable.ts";
import { bayesTable } from "../../../../analysis/findings/robustness/bayesTable.ts";
import { cutPointTable } from "../../../../analysis/findings/rules/cutPointTable.ts";
import { readReport } from "../../../../analysis/report/readReport.ts";
import { expectedOf } from "../../oracles.ts";
import { exampleComparison, fullContext } from "../example.ts";

const reportWith = (sections: object) =>
  readReport({ ...exampleComparison("c01_n80_strong"), ...sections }, fullContext);

describe("stated chances against what was done", () => {
  const report = reportWith({ intent_calibration: expectedOf("c13_intent_calibration") });

  test("are tabled answer by answer with the isotonic share", () => {
    const { rows } = intentTable(report);
    expect(rows).toHaveLength(11);
    expect(rows[0]?.slice(0, 5)).toEqual([0, 0, 79, 8, 8 / 79]);
    expect(rows[10]?.[1]).toBe(1);
    expect(rows[10]?.[7]).toBeCloseTo(0.478260869565211, 10);
  });
  test("are drawn with the gap between saying and doing in the title", () => {
    expect(intentFigure(report)?.title.replaceAll("\u202f", " ")).toBe(
      "On average people gave themselves a chance of 36 %; 26 % bought",
    );
  });
  test("stand beside the conventional forecast and the model's", () => {
    const rows = new Map(forecastTable(report).rows.map(([name, share, value]) => [name, share ?? value]));
    expect(rows.get("Done over said")).toBeCloseTo(0.701513067400275, 10);
    expect(rows.get("Forecast from weighted boxes")).toBeCloseTo(0.13825, 10);
    expect(rows.get("Morrison's line, certain not to buy")).toBeCloseTo(0.0599292321619438, 10);
    expect(rows.get("Share in the top 2 boxes, Purchase intent")).toBeCloseTo(0.243333333333333, 10);
  });
  test("are left out where nobody was asked", () => {
    const none = reportWith({ intent_calibration: null });
    expect([intentFigure(none), intentTable(none).rows, forecastTable(none).rows]).toEqual([null, [], []]);
  });
});

test("a cut that was chosen stands with what it does on people left out", () => {
  const apparent = { sensitivity: 0.8, specificity: 0.8, ppv: 0.83, youden_j: 0.6 };
  const cross_validated = { sensitivity: 0.7, specificity: 0.75, ppv: 0.79, youden_j: 0.45, thresholds: [0.2] };
  const report = reportWith({ cut_points: { dscore: { threshold: 0.21, apparent, cross_validated }, pi5: null } });
  expect(cutPointTable(report).rows).toEqual([["Association test", 0.21, 0.6, 0.45, 0.83, 0.79]]);
});

test("probabilities are told of the sides of the margin", () => {
  const bayes = {
    rope: 0.05,
    delta_auc: { probability_implicit: 0.92, probability_alike: 0.07, probability_stated: 0.01 },
    implicit_rule_more_accurate: 0.95,
    bic_bayes_factor_add_implicit: 1234,
    ppv: [{ rule: "pi5_top2", value: 0.3, probability_below: 0.001 }],
  };
  const { rows, note } = bayesTable(reportWith({ bayes }));
  expect(rows.map(([, value]) => value)).toEqual([0.92, 0.07, 0.01, 0.95, 0.001]);
  expect(note).toContain("Bayes factor");
});

test("unique and common parts add up to what both explain together", () => {
  const [stated, implicit, common, full] = commonalityTable(reportWith({})).rows.map(([, value]) => Number(value));
  expect(stated! + implicit! + common!).toBeCloseTo(full!, 12);
});

test("p values of the paired differences are held over all of them", () => {
  const { columns, rows } = differenceTable(reportWith({}));
  const [p, adjusted] = ["p", "p_holm"].map((name) => columns.findIndex((column) => column.name === name));
  const tested = rows.filter((row) => row[p!] !== null);
  expect(tested.length).toBeGreaterThan(3);
  for (const row of tested) expect(Number(row[adjusted!])).toBeGreaterThanOrEqual(Number(row[p!]));
  const smallest = Math.min(...tested.map((row) => Number(row[p!])));
  const first = tested.find((row) => row[p!] === smallest);
  expect(first?.[adjusted!]).toBeCloseTo(Math.min(1, smallest * tested.length), 12);
});
