import { stringify } from "csv-stringify/sync";
import type { Comparison } from "../findings/comparison.ts";
import type { ReportContextInput } from "./context.ts";
import { reportFigureList } from "./figures/reportFigureList.ts";
import { type ReportData, readReport } from "./readReport.ts";
import { baseRateTable } from "./tables/baseRateTable.ts";
import { claimsTable } from "./tables/claimsTable.ts";
import { coefficientTable } from "./tables/coefficientTable.ts";
import { correlationTable } from "./tables/correlationTable.ts";
import { countTable, topSegmentTable } from "./tables/countTable.ts";
import { DESIGN_TABLES } from "./tables/designTables.ts";
import { groupsTable } from "./tables/importanceTable.ts";
import { bayesTable, commonalityTable, cutPointTable, forecastTable } from "./tables/intentTables.ts";
import { matchedTable } from "./tables/matchedTable.ts";
import { measuresTable } from "./tables/measuresTable.ts";
import { MISSING_TABLES } from "./tables/missingTables.ts";
import { modelsTable } from "./tables/modelsTable.ts";
import { nestedTable } from "./tables/nestedTable.ts";
import { pairedRulesTable } from "./tables/pairedRulesTable.ts";
import { coverageTable, exclusionTable, selectionTable } from "./tables/peopleTables.ts";
import { personTable } from "./tables/personTable.ts";
import { powerTable, precisionTable } from "./tables/powerTables.ts";
import { pricePointsTable } from "./tables/priceTables.ts";
import { splitHalfTable, timingTable } from "./tables/qualityTables.ts";
import { disattenuationTable, reliabilityTable } from "./tables/reliabilityTable.ts";
import { rulesTable } from "./tables/rulesTable.ts";
import { concentrationTable, spendRankTable, spendTable } from "./tables/spendTable.ts";
import { synthesisTable } from "./tables/synthesisTable.ts";
import type { Cell, Table } from "./tables/table.ts";

export type NamedText = { readonly name: string; readonly text: string };

const TABLES = [
  claimsTable,
  coverageTable,
  exclusionTable,
  selectionTable,
  timingTable,
  splitHalfTable,
  measuresTable,
  correlationTable,
  rulesTable,
  matchedTable,
  baseRateTable,
  pairedRulesTable,
  cutPointTable,
  forecastTable,
  commonalityTable,
  bayesTable,
  modelsTable,
  nestedTable,
  coefficientTable,
  groupsTable,
  reliabilityTable,
  disattenuationTable,
  ...MISSING_TABLES,
  ...DESIGN_TABLES,
  precisionTable,
  powerTable,
  synthesisTable,
  personTable,
  spendTable,
  spendRankTable,
  countTable,
  topSegmentTable,
  concentrationTable,
  pricePointsTable,
] as const;

/** Every table of the report as CSV in full precision, one file a table, the tables under the figures among them. Columns
 *  are snake_case; an empty cell is missing; texts that a spreadsheet would run as formulas start with an apostrophe. */
export function reportTables(comparison: Comparison, context: ReportContextInput): readonly NamedText[] {
  const data = readReport(comparison, context);
  return tablesOf(data)
    .filter(({ rows }) => rows.length > 0)
    .map((table) => ({ name: `${table.id}.csv`, text: csvOf(table, data) }));
}

function tablesOf(data: ReportData): readonly Table[] {
  const all = [...TABLES.map((table) => table(data)), ...reportFigureList(data).map(({ table }) => table)];
  return [...new Map(all.map((table) => [table.id, table])).values()];
}

function csvOf({ columns, rows }: Table, { context }: ReportData): string {
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
