import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { type AnswersOnly, answersOnly } from "./answersOnly.ts";
import type { DataTable } from "./dataTable.ts";
import { rowsWhere } from "./rowsWhere.ts";
import { uniqueRows } from "./uniqueRows.ts";

/** The table as it is analysed: the rows of `where`, rows entered twice count once, survey codes and values off a scale are no answers. Doing
 *  it again changes nothing. */
export function cleanTable(table: DataTable, plan: AnalysisPlan): AnswersOnly {
  const chosen = rowsWhere(table, plan);
  const unique = uniqueRows(chosen.table, plan);
  const answers = answersOnly(unique.table, plan);
  return { table: answers.table, notices: [...chosen.notices, ...unique.notices, ...answers.notices] };
}
