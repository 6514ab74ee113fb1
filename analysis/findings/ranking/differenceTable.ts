import { decimal, pNumber } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { holm } from "../../statistics/shares/multiplicity.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import { type Difference, differences } from "./differences.ts";
import type { RankingSections } from "./sections.ts";

/** Paired differences of AUC: both areas, the difference with its DeLong interval, p, and p of equivalence (TOST). */
export function differenceTable(data: ReportData<ProductSections & RankingSections>): Table {
  return {
    id: "auc-differences",
    caption: "Paired differences of AUC, first minus second",
    columns: [
      { name: "pair", label: "Pair" },
      { name: "auc1", label: "First", format: (value) => decimal(value) },
      { name: "auc2", label: "Second", format: (value) => decimal(value) },
      { name: "difference", label: "ΔAUC", format: (value) => decimal(value) },
      { name: "ci95_low", label: "95 % from", format: (value) => decimal(value) },
      { name: "ci95_high", label: "to", format: (value) => decimal(value) },
      { name: "p", label: "p", format: pNumber },
      { name: "p_holm", label: "p, Holm", format: pNumber },
      { name: "p_equivalence", label: "p, equivalence", format: pNumber },
    ],
    rows: withHolm(differences(data)).map((row) => [
      row.label,
      row.auc1,
      row.auc2,
      row.difference,
      row.interval?.[0] ?? null,
      row.interval?.[1] ?? null,
      row.p,
      row.holm,
      row.equivalenceP,
    ]),
  };
}

/** Each difference with its p held over all that have one (Holm 1979). */
function withHolm(rows: readonly Difference[]): readonly (Difference & { readonly holm: number | null })[] {
  const tested = rows.filter(({ p }) => p !== null);
  const adjusted = holm(tested.map(({ p }) => p ?? 1));
  return rows.map((row) => ({ ...row, holm: adjusted[tested.indexOf(row)] ?? null }));
}
