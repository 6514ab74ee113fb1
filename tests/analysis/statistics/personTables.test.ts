import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cellsOf, numbersOf } from "../../../analysis/data/dataTable.ts";
import { rocPoints, youden } from "../../../analysis/statistics/ranking/rocPoints.ts";
import { cochranQ } from "../../../analysis/statistics/shares/cochranQ.ts";
import { multiplicity } from "../../../analysis/statistics/shares/multiplicity.ts";
import { differences, expectedOf, oraclePath } from "../oracles.ts";
import { readDataTable } from "../readDataTable.ts";

const CASES = ["c01_n80_strong", "c02_n400_moderate", "c03_n2000_weak", "c05_ties_discrete", "c06_rare_3pct"];

// What compare does not print, by function (R through fixtures/oracles/_lib/person.R)
describe.each(CASES)("%s", (caseName) => {
  const file = oraclePath(caseName, "data.csv");
  const table = readDataTable(file, readFileSync(file, "utf8"));
  const expected = expectedOf(caseName);
  const column = (name: string) => numbersOf(table, name).map(Number);
  const [bought, pi5, nps, dscore] = ["bought", "pi5", "nps", "dscore"].map(column);

  test("has R's ROC points", () => {
    expect(cellsOf(table, "id")).toHaveLength(bought!.length);
    expect(differences(`${caseName}.roc_points_pi5`, rocPoints(pi5!, bought!), expected.roc_points_pi5)).toEqual([]);
  });

  test("has R's Youden threshold", () => {
    expect(differences(`${caseName}.youden_dscore`, youden(dscore!, bought!), expected.youden_dscore)).toEqual([]);
  });

  test("has R's Cochran Q over three rules", () => {
    const rules = [
      pi5!.map((score) => score >= 4),
      nps!.map((score) => score >= 9),
      dscore!.map((score) => score > 0.35),
    ];
    const correct = rules.map((rule) => rule.map((isYes, row) => (isYes === (bought![row] === 1) ? 1 : 0)));
    const name = "cochran_q_accuracy_pi5top2_promoter_dscore035";
    expect(differences(`${caseName}.${name}`, cochranQ(correct), expected[name])).toEqual([]);
  });

  test("has R's adjusted p-values", () => {
    const { raw } = Object(expected.multiplicity);
    expect(differences(`${caseName}.multiplicity`, multiplicity(raw), expected.multiplicity)).toEqual([]);
  });
});
