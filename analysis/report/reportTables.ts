import { stringify } from "csv-stringify/sync";
import { tablesIn } from "../blocks/block.ts";
import type { ReportContextInput } from "../blocks/context.ts";
import type { Cell, Table } from "../blocks/table.ts";
import type { Comparison } from "../findings/comparison.ts";
import type { ReportData } from "../findings/reportData.ts";
import { sayDoFigure } from "../findings/rules/sayDoFigure.ts";
import { furtherParts } from "./furtherParts.ts";
import { shownParts } from "./parts.ts";
import { readReport } from "./readReport.ts";

export type NamedText = { readonly name: string; readonly text: string };

/** Every table of the report as CSV in full precision, one file a table, the tables under the figures among them. Columns
 *  are snake_case; an empty cell is missing; texts that a spreadsheet would run as formulas start with an apostrophe. */
export function reportTables(comparison: Comparison, context: ReportContextInput): readonly NamedText[] {
  const data = readReport(comparison, context);
  return tablesOf(data)
    .filter(({ rows }) => rows.length > 0)
    .map((table) => ({ name: `${table.id}.csv`, text: csvOf(table, data) }));
}

/** Every table of the report, that of the first page's figure first. */
export function tablesOf(data: ReportData<Comparison>): readonly Table[] {
  const first = sayDoFigure(data);
  const parts = [...shownParts(data), ...furtherParts(data.found, data.context)];
  const all = [...(first ? [first.table] : []), ...parts.flatMap(({ blocks }) => tablesIn(blocks))];
  return [...new Map(all.map((table) => [table.id, table])).values()];
}

function csvOf({ columns, rows }: Table, { context }: ReportData<Comparison>): string {
  // Simulated numbers must not lose their label when a table leaves the report.
  const label = context.isSimulated ? { head: ["is_simulated"], cells: ["1"] } : { head: [], cells: [] };
  return stringify([
    [...columns.map(({ name }) => name), ...label.head],
    ...rows.map((row) => [...columns.map((_, index) => csvCell(row[index] ?? null)), ...label.cells]),
  ]);
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
