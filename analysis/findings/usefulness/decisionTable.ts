import { decimal, percent } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { modelLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";

/** Net benefit of each model at each threshold, beside contacting everyone. */
export function decisionTable(data: ReportData): Table {
  return {
    id: "decision-curve",
    caption: `Net benefit per person${data.decisionCurve?.isOutOfFold ? ", out of fold" : ", in sample"}`,
    columns: [
      { name: "model", label: "Model" },
      { name: "threshold", label: "Threshold", format: (value) => percent(value, null) },
      { name: "net_benefit", label: "Net benefit", format: (value) => decimal(value, 3) },
      { name: "treat_all", label: "Contact everyone", format: (value) => decimal(value, 3) },
    ],
    rows: Object.entries(data.decisionCurve?.curves ?? {}).flatMap(([model, curve]) =>
      curve.map(({ threshold, net_benefit, treat_all }) => [
        modelLabel(data, model),
        threshold,
        net_benefit,
        treat_all,
      ]),
    ),
  };
}
