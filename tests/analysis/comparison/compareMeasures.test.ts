import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareMeasures } from "../../../analysis/comparison/compareMeasures.ts";
import { readDataTable } from "../../../analysis/load/dataTable.ts";
import { AnalysisPlan } from "../../../analysis/load/plan.ts";
import { readDocument } from "../../../experiments/studyFile/readDocument.ts";
import { differences, expectedOf, oraclePath } from "../oracles.ts";

const SECTIONS = [
  "descriptives",
  "nps",
  "correlations",
  "dependent_correlations",
  "buyers_vs_nonbuyers",
  "models",
  "nested_tests",
  "delta_r2_full_minus_stated",
  "nonnested",
  "auc",
  "auc_paired",
  "auc_global_delong",
  "average_precision",
  "rules",
  "say_do_matrix_pi5",
  "ppv_claims",
  "matched_selection",
  "paired_rules_pi5top2_vs_dscore035",
  "reliability",
  "disattenuation",
  "firth_M_full",
  "decision_curve_in_sample",
  "gains",
  "base_rate_adjusted_ppv",
  "cross_validation",
  "dominance",
  "shapley_groups",
] as const;

function compareCase(caseName: string, planName: string) {
  const file = join(process.cwd(), "fixtures", "oracles", "plans", planName);
  const read = readDocument({ file, text: readFileSync(file, "utf8"), schema: AnalysisPlan });
  if ("problems" in read) throw new Error(read.problems.map(({ detail }) => detail).join("\n"));
  const plan: AnalysisPlan = { ...read.value, bootstrap: { resamples: 10 } };
  const data = oraclePath(caseName, "data.csv");
  return compareMeasures(readDataTable(data, readFileSync(data, "utf8")), plan, { seed: 1 });
}

describe.each([
  ["c01_n80_strong", "person.yaml"],
  ["c02_n400_moderate", "person.yaml"],
  ["c03_n2000_weak", "person.yaml"],
  ["c05_ties_discrete", "person.yaml"],
  ["c06_rare_3pct", "rare.yaml"],
])("%s through its plan", (caseName, planName) => {
  const actual = compareCase(caseName, planName);
  const expected = expectedOf(caseName);

  test.each(SECTIONS)("gives R's %s", (section) => {
    expect(differences(`${caseName}.${section}`, actual[section], expected[section])).toEqual([]);
  });
});
