import { count, decimal } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf, modelLabel } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import { areas, isClustered } from "./areas.ts";
import type { RankingSections } from "./sections.ts";

/** AUC of measures (in sample) and models (out of fold), with their intervals and average precision. */
export function aucTable(data: ReportData<ProductSections & RankingSections>): Table {
  const kind = isClustered(data) ? "measure, clustered by person" : "measure";
  const measures = areas(data).map(({ column, auc, interval, n_pos, n_neg }): readonly Cell[] => [
    labelOf(data, column),
    kind,
    n_pos,
    n_neg,
    auc,
    interval?.[0] ?? null,
    interval?.[1] ?? null,
    data.found.average_precision?.[column] ?? null,
  ]);
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
    rows: [...measures, ...models],
  };
}
