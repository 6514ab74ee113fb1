import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { numbersOf } from "../../../analysis/data/dataTable.ts";
import { selfGeneratedValidity } from "../../../analysis/findings/design/selfGeneratedValidity.ts";
import { differences, expectedOf, oraclePath } from "../oracles.ts";
import { readDataTable } from "../readDataTable.ts";
import { compareBy } from "./tables.ts";

const CASE = "c19_self_generated_validity";
const file = oraclePath(CASE, "data.csv");
const table = readDataTable(file, readFileSync(file, "utf8"));
const { _meta, stage1, ...others } = expectedOf(CASE);
// The predicted intent of single people is no result of a study.
const { first3_latent_hat: _people, ...regression } = Object(stage1);
const expected = { ...others, stage1: regression };

test("self-generated validity agrees with R", () => {
  const whole = (column: string) => numbersOf(table, column).map(Number);
  const actual = selfGeneratedValidity({
    surveyed: whole("surveyed"),
    intent: numbersOf(table, "pi5"),
    bought: whole("bought"),
    background: { prior_purchase_index: whole("prior_purchase_index"), age: whole("age") },
  });
  expect(differences(CASE, actual, expected)).toEqual([]);
});

test("a plan with an unsurveyed arm gives the same section", () => {
  const comparison = compareBy(
    {
      outcome: "bought",
      stated: ["pi5"],
      self_generated_validity: { surveyed: "surveyed", from: ["prior_purchase_index", "age"] },
    },
    table,
  );
  expect(differences(CASE, comparison.self_generated_validity, expected)).toEqual([]);
});
