import { pNumber, twoDecimals } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { MissingFinding } from "./sections.ts";

/** What the pooled coefficient of an implicit measure would be, had the people who lack it scored higher or lower. */
export function tippingTable(data: ReportData<MissingFinding>): Table {
  const points = Object.entries(data.found.tipping_point ?? {});
  return {
    id: "tipping-point",
    caption:
      "If the people without the implicit score had scored higher or lower than imputed: log-odds per unit, pooled",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "delta_sd", label: "Shift in SD", format: twoDecimals },
      { name: "estimate", label: "b, pooled", format: twoDecimals },
      { name: "ci95_low", label: "95 % from", format: twoDecimals },
      { name: "ci95_high", label: "to", format: twoDecimals },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: points.flatMap(([name, { shifts }]) =>
      shifts.map(({ delta_sd, estimate, ci95, p }) => [labelOf(data, name), delta_sd, estimate, ...ci95, p]),
    ),
    note: points.map(([name, { tips_at }]) => turnText(labelOf(data, name), tips_at)).join(" "),
  };
}

function turnText(label: string, tipsAt: number | null): string {
  return tipsAt === null
    ? `${label}: within one SD no shift changes whether p is below .05.`
    : `${label}: a shift of ${twoDecimals(tipsAt)} SD changes whether p is below .05.`;
}
