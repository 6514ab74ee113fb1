import { labelOf } from "../../report/names.ts";
import { decimal, percent } from "../../report/numbers.ts";
import type { ReportData } from "../../report/reportData.ts";
import type { Cell, Table } from "../../report/table.ts";
import type { RankingSections } from "./sections.ts";

/** How well each measure ranks where only few people can be contacted: the left part of its ROC curve. */
export function partialAucTable(data: ReportData<RankingSections>): Table {
  return {
    id: "partial-auc",
    caption: "Ranking where few can be contacted: the left part of the ROC curve",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "up_to", label: "Others above the cut, up to", format: (value) => percent(value, null) },
      { name: "corrected", label: "Partial AUC", format: (value) => decimal(value) },
      { name: "ci95_low", label: "95 % from", format: (value) => decimal(value) },
      { name: "ci95_high", label: "to", format: (value) => decimal(value) },
      { name: "fpr", label: "Others above the cut", format: (value) => percent(value, null) },
      { name: "tpr", label: "Sensitivity", format: (value) => percent(value, null) },
      { name: "tpr_low", label: "95 % from", format: (value) => percent(value, null) },
      { name: "tpr_high", label: "to", format: (value) => percent(value, null) },
    ],
    rows: Object.entries(data.found.partial_auc ?? {}).flatMap(([name, { up_to, corrected, ci95, band }]) => {
      const area = [labelOf(data, name), up_to, corrected, ci95?.[0] ?? null, ci95?.[1] ?? null];
      const first = corrected === null ? [] : [[...area, null, null, null, null]];
      return [
        ...first,
        ...band.map((point): readonly Cell[] => [
          labelOf(data, name),
          null,
          null,
          null,
          null,
          point.fpr,
          point.tpr,
          point.ci95?.[0] ?? null,
          point.ci95?.[1] ?? null,
        ]),
      ];
    }),
    note: "Partial AUC: the area where at most a fifth of the others are above the cut, from .50 (a coin) to 1 (McClish 1989). Each interval is of bootstrap samples and holds for its own row, not for all rows at once.",
  };
}
