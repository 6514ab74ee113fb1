import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { cellsOf, type DataTable, withColumn } from "./dataTable.ts";

/** The table with the plan's reverse-keyed items turned round: lowest + highest − answer. To be done once, after survey
 *  codes are gone and before columns are derived; a column that does not exist is passed over (`checkPlan` names it). */
export function reversedItems(table: DataTable, plan: AnalysisPlan): DataTable {
  return Object.entries(plan.reverse ?? {}).reduce((so, [column, [low, high]]) => {
    if (!so.columns.has(column)) return so;
    const turned = cellsOf(so, column).map((cell) => (typeof cell === "number" ? low + high - cell : cell));
    return withColumn(so, column, turned);
  }, table);
}
