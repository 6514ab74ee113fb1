import { count, percent } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { modelLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";

export type CalibrationPoint = {
  readonly model: string;
  readonly n: number;
  readonly predicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
};

/** Groups by predicted probability against what happened, out of fold. */
export function calibrationTable(data: ReportData, points: readonly CalibrationPoint[]): Table {
  const share = (value: number | null) => percent(value, data.sample.n);
  return {
    id: "calibration",
    caption: "Predicted probability and observed share by group, out of fold",
    columns: [
      { name: "model", label: "Model" },
      { name: "n", label: "People", format: count },
      { name: "predicted", label: "Predicted, mean", format: share },
      { name: "observed", label: "Observed", format: share },
      { name: "wilson95_low", label: "95 % from", format: share },
      { name: "wilson95_high", label: "to", format: share },
    ],
    rows: points.map(({ model, n, predicted, observed, low, high }) => [
      modelLabel(data, model),
      n,
      predicted,
      observed,
      low,
      high,
    ]),
  };
}
