import { Problem } from "../../experiments/contract/problem.ts";
import type { DataTable } from "./dataTable.ts";

const NAMES_OF_IDENTIFIERS =
  /^(e_?mail|phone|telephone|mobile|(first|last|full|sur)_?name|(ip_?)?address|customer_?id|(panel|worker|sona|prolific)_?p?id|card|iban|birth_?date|date_?of_?birth)$/i;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Throws a Problem when a table names people directly: a kept model must not put a score beside somebody's identity.
 *  Looks at the columns' names and for e-mail addresses in their cells. */
export function checkAnonymous(file: string, table: DataTable): void {
  for (const [column, cells] of table.columns) {
    const row = cells.findIndex((cell) => typeof cell === "string" && EMAIL.test(cell.trim()));
    if (!NAMES_OF_IDENTIFIERS.test(column) && row < 0) continue;
    throw new Problem({
      code: "table-invalid",
      detail: `The column "${column}" says who people are. A kept model is judged on groups; it gives nobody a score.`,
      file,
      ...(row < 0 ? { line: 1 } : { line: row + 2 }),
      expected: "pseudonymous rows",
      found: row < 0 ? `a column named ${column}` : "an e-mail address",
      todo: "Leave the column out, or replace it by keys: saydo key.",
    });
  }
}
