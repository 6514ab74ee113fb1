import { count, decimal, pNumber } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { labelOf, outcomeWords, sentence } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { MeasureSections } from "./sections.ts";

/** Pearson correlations with Fisher intervals, and Spearman's rho beside them. */
export function correlationTable(data: ReportData<MeasureSections>): Table {
  const two = (value: number | null) => decimal(value);
  const nameOf = (column: string) =>
    data.measures.some((measure) => measure.column === column)
      ? labelOf(data, column)
      : sentence(outcomeWords(data).did);
  return {
    id: "correlations",
    caption: "Correlations between measures and with the outcome",
    columns: [
      { name: "first", label: "First" },
      { name: "second", label: "Second" },
      { name: "n", label: "n", format: count },
      { name: "pearson_r", label: "r", format: two },
      { name: "ci95_low", label: "95 % from", format: two },
      { name: "ci95_high", label: "to", format: two },
      { name: "p", label: "p", format: pNumber },
      { name: "spearman_rho", label: "Spearman's ρ", format: two },
    ],
    rows: Object.entries(data.found.correlations ?? {}).map(([key, { pearson, spearman }]) => {
      const [first = key, second = ""] = key.split("__");
      return [
        nameOf(first),
        nameOf(second),
        pearson?.n ?? null,
        pearson?.r ?? null,
        pearson?.ci95_fisher?.[0] ?? null,
        pearson?.ci95_fisher?.[1] ?? null,
        pearson?.p ?? null,
        spearman?.rho ?? null,
      ];
    }),
  };
}
