import { decimal, percent, twoDecimals } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "./sections.ts";

/** The cut that seems best for each measure, in the sample and on people it was not chosen on. */
export function cutPointTable(data: ReportData<RuleSections>): Table {
  const share = (value: number | null) => percent(value, data.sample.n);
  return {
    id: "cut-points",
    caption: "The cut that seems best (Youden), and what choosing it is worth on people left out",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "threshold", label: "Cut, at or above", format: twoDecimals },
      { name: "youden_apparent", label: "Youden's J, apparent", format: (value) => decimal(value) },
      { name: "youden_cross_validated", label: "cross-validated", format: (value) => decimal(value) },
      { name: "ppv_apparent", label: "PPV, apparent", format: share },
      { name: "ppv_cross_validated", label: "cross-validated", format: share },
    ],
    rows: Object.entries(data.found.cut_points ?? {}).flatMap(([column, cut]) =>
      cut === null
        ? []
        : [
            [
              labelOf(data, column),
              cut.threshold,
              cut.apparent.youden_j,
              cut.cross_validated.youden_j,
              cut.apparent.ppv,
              cut.cross_validated.ppv,
            ],
          ],
    ),
    note: "A cut chosen on the same people is optimistic; yes-rules above are the plan's.",
  };
}
