import { decimal, percent } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { RankingSections } from "./sections.ts";

/** How well each measure ranks where only few people can be contacted: the left part of its ROC curve. */
export function partialAucTable(data: ReportData<RankingSections>): Table {
  return {
    id: "partial-auc",
    caption: "Ranking where few can be contacted: the left part of the ROC curve",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "what", label: "What" },
      { name: "estimate", label: "Found", format: (value) => decimal(value) },
      { name: "ci95_low", label: "95 % from", format: (value) => decimal(value) },
      { name: "ci95_high", label: "to", format: (value) => decimal(value) },
    ],
    rows: Object.entries(data.found.partial_auc ?? {}).flatMap(([name, { up_to, corrected, ci95, band }]) => {
      const rowOf = (what: string, found: number, limits: typeof ci95): readonly Cell[] => [
        labelOf(data, name),
        what,
        found,
        limits?.[0] ?? null,
        limits?.[1] ?? null,
      ];
      const share = (of: number) => percent(of, null);
      return [
        ...(corrected === null ? [] : [rowOf(`partial AUC, up to ${share(up_to)} of the others`, corrected, ci95)]),
        ...band.map((at) => rowOf(`sensitivity at ${share(at.fpr)} of the others`, at.tpr, at.ci95)),
      ];
    }),
    note: "Partial AUC: the area where at most a fifth of the others are above the cut, from .50 (a coin) to 1 (McClish 1989). Sensitivity: of the people who did it, the share above the cut that this share of the others is above. Each interval is of bootstrap samples and holds for its own row, not for all rows at once.",
  };
}
