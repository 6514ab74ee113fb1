import { decimal } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import type { ReportData } from "../reportData.ts";
import type { ImportanceSections } from "./sections.ts";

/** What each kind of measure explains alone and what they explain in common, with bootstrap intervals where drawn. */
export function commonalityTable(data: ReportData<ImportanceSections>): Table {
  const three = (value: number | null) => decimal(value, 3);
  const found = data.found.shapley_groups?.nagelkerke;
  const names = [
    ["unique_1", "Stated alone"],
    ["unique_2", "Implicit alone"],
    ["common", "Common to both"],
    ["full", "Together"],
  ] as const;
  return {
    id: "commonality",
    caption: "Unique and common parts of Nagelkerke's R²",
    columns: [
      { name: "part", label: "Part" },
      { name: "value", label: "R²", format: three },
      { name: "ci95_low", label: "95 % from", format: three },
      { name: "ci95_high", label: "to", format: three },
    ],
    rows: names.flatMap(([key, name]): readonly (readonly Cell[])[] => {
      const value = found?.commonality[key] ?? null;
      const limits = key === "full" ? null : (found?.commonality_ci95?.[key] ?? null);
      return value === null ? [] : [[name, value, ...(limits ?? [null, null])]];
    }),
    note: "A negative common part: each kind explains more beside the other than alone.",
  };
}
