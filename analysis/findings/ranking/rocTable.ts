import { decimal, percent } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";

/** Every point of the drawn ROC curves, one row a measure and threshold. */
export function rocTable(data: ReportData, columns: readonly string[]): Table {
  const share = (value: number | null) => percent(value, data.sample.n);
  return {
    id: "roc",
    caption: "Points of the ROC curves",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "threshold", label: "Cut (score at least)", format: (value) => decimal(value) },
      { name: "tpr", label: "Sensitivity", format: share },
      { name: "fpr", label: "1 − specificity", format: share },
    ],
    rows: columns.flatMap((column) =>
      (data.roc[column] ?? []).map(({ threshold, tpr, fpr }) => [labelOf(data, column), threshold, tpr, fpr]),
    ),
  };
}
