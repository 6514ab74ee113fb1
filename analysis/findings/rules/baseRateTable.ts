import { percent } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { ruleLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "./sections.ts";

/** What a yes would be worth where fewer or more people buy: PPV of the primary rules at other base rates. */
export function baseRateTable(data: ReportData<RuleSections>): Table {
  const points = data.found.base_rate_adjusted_ppv ?? [];
  const rules = Object.keys(points[0] ?? {}).filter((name) => name !== "prevalence");
  const share = (value: number | null) => percent(value, 1000);
  return {
    id: "base-rates",
    caption: "PPV of the same rules at other base rates",
    columns: [
      { name: "prevalence", label: "Base rate", format: (value) => percent(value, null) },
      ...rules.map((rule) => ({ name: rule, label: ruleLabel(data, rule), format: share })),
    ],
    rows: points.map((point) => [point.prevalence ?? null, ...rules.map((rule) => point[rule] ?? null)]),
    note: "With the sensitivity and specificity found here. A share of yes-sayers cannot be compared between studies with unlike base rates.",
  };
}
