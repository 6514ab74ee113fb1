import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { numbersOf } from "../../../analysis/data/dataTable.ts";
import { eValue } from "../../../analysis/statistics/shares/eValue.ts";
import { compareBy, PLAN, people } from "../findings/tables.ts";
import { oraclePath } from "../oracles.ts";
import { readDataTable } from "../readDataTable.ts";

const file = oraclePath("c30_e_value", "expected.csv");
const table = readDataTable(file, readFileSync(file, "utf8"));
const at = (name: string, row: number) => numbersOf(table, name)[row] ?? Number.NaN;

describe("an unmeasured cause", () => {
  test.each([0, 1, 2, 3])("needs the strength that R's formula gives (row %i)", (row) => {
    const ci95 = [at("low", row), at("high", row)] as const;
    const found = eValue({ estimate: at("or", row), ci95, baseRate: at("base", row) });
    for (const name of ["risk_ratio", "e_value", "e_value_limit"] as const)
      expect(found[name]).toBeCloseTo(at(name, row), 12);
  });

  test("is told of each measure of the joint model, for one SD more of it", () => {
    const { unmeasured_cause: causes, models } = compareBy(PLAN, people);
    const score = Object(causes).score;
    expect(Math.log(score.odds_ratio_per_sd)).toBeCloseTo(
      Object(models).M_full.coefficients.score.sd_standardised_estimate,
      12,
    );
    expect(score.e_value).toBeGreaterThan(score.e_value_limit);
    expect(score.e_value_limit).toBeGreaterThan(1);
    expect(Object.keys(Object(causes))).toEqual(["stated", "score"]);
  });
});
