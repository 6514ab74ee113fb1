import { labelOf, modelLabel } from "../names.ts";
import { count, decimal } from "../numbers.ts";
import type { ReportData } from "../readReport.ts";
import type { Cell, Table } from "./table.ts";

/** AUC of measures (in sample) and models (out of fold), with DeLong intervals and average precision. */
export function aucTable(data: ReportData): Table {
  const measures = Object.entries(data.sections.auc ?? {}).map(([column, auc]): readonly Cell[] => [
    labelOf(data, column),
    "measure",
    auc.n_pos,
    auc.n_neg,
    auc.auc,
    auc.ci95_delong?.[0] ?? null,
    auc.ci95_delong?.[1] ?? null,
    data.sections.average_precision?.[column] ?? null,
  ]);
  const clustered = Object.entries(data.sections.auc_clustered_obuchowski ?? {}).map(
    ([column, auc]): readonly Cell[] => [
      labelOf(data, column),
      "measure, clustered",
      data.sample.bought,
      data.sample.n === null || data.sample.bought === null ? null : data.sample.n - data.sample.bought,
      auc.auc,
      auc.ci95?.[0] ?? null,
      auc.ci95?.[1] ?? null,
      null,
    ],
  );
  const models = Object.entries(data.crossValidated).map(([model, { pooled_auc: auc }]): readonly Cell[] => [
    modelLabel(data, model),
    "model, out of fold",
    auc?.n_pos ?? null,
    auc?.n_neg ?? null,
    auc?.auc ?? null,
    auc?.ci95_delong?.[0] ?? null,
    auc?.ci95_delong?.[1] ?? null,
    null,
  ]);
  return {
    id: "auc",
    caption: "Area under the ROC curve",
    columns: [
      { name: "name", label: "Measure or model" },
      { name: "kind", label: "What" },
      { name: "n_pos", label: "n, outcome 1", format: count },
      { name: "n_neg", label: "n, outcome 0", format: count },
      { name: "auc", label: "AUC", format: (value) => decimal(value) },
      { name: "ci95_low", label: "95 % from", format: (value) => decimal(value) },
      { name: "ci95_high", label: "to", format: (value) => decimal(value) },
      { name: "average_precision", label: "Average precision", format: (value) => decimal(value) },
    ],
    rows: [...measures, ...clustered, ...models],
  };
}
