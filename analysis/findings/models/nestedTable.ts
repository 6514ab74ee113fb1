import { count, pNumber, significant } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import type { ChiSquaredTest } from "../../statistics/models/logistic/logisticRegression.ts";
import type { WaldTest } from "../../statistics/models/logistic/surveyVariance.ts";
import { labelOf } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { ModelSections } from "./sections.ts";

type Data = ReportData<ModelSections & ProductSections>;

/** Tests of adding one kind of measure to another, always both ways: robust Wald tests where rows belong to persons or are
 *  weighted, as in the answers; else likelihood ratios. */
export function nestedTable(data: Data): Table {
  const tests = {
    ...data.found.nested_tests,
    ...(data.found.mixed_lr_test_add_implicit ? { mixed: data.found.mixed_lr_test_add_implicit } : {}),
  };
  const isRobust = Object.values(tests).some((test) => robustOf(test) !== null);
  return {
    id: "nested-tests",
    caption: `What one kind of measure adds to the other (${isRobust ? "robust Wald tests, p by F" : "likelihood-ratio tests"})`,
    columns: [
      { name: "test", label: "Test" },
      { name: "chi2", label: "χ²", format: (value) => significant(value) },
      { name: "df", label: "df", format: count },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: Object.entries(tests).map(([key, test]) => {
      const { chi2, df, p } = robustOf(test) ?? test;
      return [testName(data, key), chi2, df, p];
    }),
  };
}

function robustOf(test: ChiSquaredTest & { readonly robust_wald?: WaldTest | null }): WaldTest | null {
  return test.robust_wald ?? null;
}

function testName(data: Data, key: string): string {
  if (key === "mixed") return "Implicit added to stated, likelihood ratio with a random intercept for each person";
  const [, added, base] = /^add_(implicit|stated|.+?)_to_(.+)$/.exec(key) ?? [];
  if (added === undefined || base === undefined) return key;
  const nameOf = (part: string) => (part === "stated" || part === "implicit" ? part : labelOf(data, part));
  return `${nameOf(added).replace(/^./, (first) => first.toUpperCase())} added to ${nameOf(base)}`;
}
