import { count, decimal, percent } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { outcomeWords, ruleLabel } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import { shareIntervalMethod } from "../ranking/areas.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "./sections.ts";

type Data = ReportData<ProductSections & RankingSections & RuleSections>;

/** Every yes-rule: how many it selects, how many of those bought, and PPV, sensitivity, specificity and accuracy. */
export function rulesTable(data: Data): Table {
  const share = (value: number | null) => percent(value, data.sample.n);
  return {
    id: "rules",
    caption: "Yes-rules: whom they select and how often they are right",
    columns: [
      { name: "rule", label: "Rule" },
      { name: "selected", label: "Selected", format: count },
      { name: "hits", label: `Who ${outcomeWords(data).did}`, format: count },
      { name: "ppv", label: "PPV", format: share },
      { name: "ppv_low", label: "95 % from", format: share },
      { name: "ppv_high", label: "to", format: share },
      { name: "lift", label: "Lift", format: (value) => decimal(value) },
      { name: "sensitivity", label: "Sensitivity", format: share },
      { name: "specificity", label: "Specificity", format: share },
      { name: "accuracy", label: "Accuracy", format: share },
    ],
    rows: Object.entries(data.found.rules ?? {}).map(([name, rule]) => {
      const ppv = rule?.ppv.estimate ?? null;
      return [
        ruleLabel(data, name),
        rule?.ppv.n ?? null,
        rule?.ppv.x ?? null,
        ppv,
        rule?.ppv.wilson95?.[0] ?? null,
        rule?.ppv.wilson95?.[1] ?? null,
        ppv === null || !rule?.base_rate ? null : ppv / rule.base_rate,
        rule?.sensitivity.estimate ?? null,
        rule?.specificity.estimate ?? null,
        rule?.accuracy.estimate ?? null,
      ];
    }),
    note: `Base rate ${percent(data.sample.baseRate, data.sample.n)}${noInformation(data)}. ${shareIntervalMethod(data)}.`,
  };
}

function noInformation(data: Data): string {
  const { baseRate, n } = data.sample;
  if (baseRate === null) return "";
  return `: calling everyone the more frequent outcome would already be ${percent(Math.max(baseRate, 1 - baseRate), n)} accurate`;
}
