import { decimal } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { RobustnessSections } from "./sections.ts";

/** How strong a cause that nobody measured would have to be. */
export function unmeasuredTable(data: ReportData<RobustnessSections>): Table {
  return {
    id: "unmeasured-cause",
    caption: "What an unmeasured cause would need to explain each association",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "odds_ratio_per_sd", label: "Odds ratio per SD", format: (value) => decimal(value) },
      { name: "low", label: "from", format: (value) => decimal(value) },
      { name: "high", label: "to", format: (value) => decimal(value) },
      { name: "e_value", label: "E-value", format: (value) => decimal(value) },
      { name: "e_value_limit", label: "E-value of the limit", format: (value) => decimal(value) },
    ],
    rows: Object.entries(data.found.unmeasured_cause ?? {}).map(([name, found]) => [
      labelOf(data, name),
      found.odds_ratio_per_sd,
      ...found.ci95,
      found.e_value,
      found.e_value_limit,
    ]),
    note: "An E-value of 2 says: a cause that doubles both the chance of a score one SD higher and the chance of the outcome, beside the measures of the joint model, could explain the association away; a weaker one could not. The limit is the end of the interval next to no association, where 1 says that the interval holds none already. Where the outcome is rarer than 15 % the odds ratio stands for the risk ratio, else its square root (VanderWeele & Ding 2017).",
  };
}
