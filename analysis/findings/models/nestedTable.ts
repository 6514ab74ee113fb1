import { count, pNumber, significant } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { labelOf } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { ModelSections } from "./sections.ts";

type Data = ReportData<ModelSections & ProductSections>;

/** Likelihood-ratio tests of adding one kind of measure to another, always both ways. */
export function nestedTable(data: Data): Table {
  const tests = {
    ...data.found.nested_tests,
    ...(data.found.mixed_lr_test_add_implicit ? { mixed: data.found.mixed_lr_test_add_implicit } : {}),
  };
  return {
    id: "nested-tests",
    caption: "What one kind of measure adds to the other (likelihood-ratio tests)",
    columns: [
      { name: "test", label: "Test" },
      { name: "chi2", label: "χ²", format: (value) => significant(value) },
      { name: "df", label: "df", format: count },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: Object.entries(tests).map(([key, { chi2, df, p }]) => [testName(data, key), chi2, df, p]),
  };
}

function testName(data: Data, key: string): string {
  if (key === "mixed") return "Implicit added to stated, with a random intercept for each person";
  const [, added, base] = /^add_(implicit|stated|.+?)_to_(.+)$/.exec(key) ?? [];
  if (added === undefined || base === undefined) return key;
  const nameOf = (part: string) => (part === "stated" || part === "implicit" ? part : labelOf(data, part));
  return `${nameOf(added).replace(/^./, (first) => first.toUpperCase())} added to ${nameOf(base)}`;
}
