import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { RuleText } from "../../experiments/contract/plannedOutcome.ts";
import { parseRule, satisfies } from "../plan/rule.ts";
import type { AnswersOnly } from "./answersOnly.ts";
import { type Cell, cellsOf, type DataTable } from "./dataTable.ts";

/** The rows that satisfy every condition of the plan's `where`, and how many that leaves. A cell that is missing satisfies
 *  none. Doing it again changes nothing. */
export function rowsWhere(table: DataTable, plan: AnalysisPlan): AnswersOnly {
  const conditions = Object.entries(plan.where ?? {}).filter(([column]) => table.columns.has(column));
  if (conditions.length === 0) return { table, notices: [] };
  const tests = conditions.map(([column, wanted]) => {
    const cells = cellsOf(table, column);
    const holds = testOf(wanted);
    return (row: number) => holds(cells[row] ?? null);
  });
  const kept = Array.from({ length: table.rows }, (_, row) => row).filter((row) => tests.every((holds) => holds(row)));
  if (kept.length === table.rows) return { table, notices: [] };
  const pick = (cells: readonly Cell[]) => kept.map((row) => cells[row]!);
  const columns = new Map([...table.columns].map(([name, cells]) => [name, pick(cells)] as const));
  const told = conditions.map(([column, wanted]) => `${column} ${textOf(wanted)}`).join(" and ");
  return {
    table: { rows: kept.length, columns },
    notices: [`Only rows with ${told} are analysed: ${kept.length} of ${table.rows}.`],
  };
}

type Wanted = NonNullable<AnalysisPlan["where"]>[string];

function testOf(wanted: Wanted): (cell: Cell) => boolean {
  if (Array.isArray(wanted)) return (cell) => wanted.some((value) => isSame(cell, value));
  if (typeof wanted === "string" && RuleText.safeParse(wanted).success) {
    const rule = parseRule(wanted);
    return (cell) => typeof cell === "number" && satisfies(rule, cell);
  }
  return (cell) => isSame(cell, wanted);
}

function isSame(cell: Cell, value: string | number): boolean {
  return cell !== null && String(cell) === String(value);
}

function textOf(wanted: Wanted): string {
  return Array.isArray(wanted) ? `one of ${wanted.join(", ")}` : String(wanted);
}
