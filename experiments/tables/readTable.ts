import type { Ask, TableSource } from "./ask.ts";
import { readTogether } from "./readTogether.ts";
import type { Table } from "./table.ts";

/** Reads the asked columns of a delimited text into typed arrays. Other columns are never looked at. What the file says
 *  in two ways is refused, what was inferred is noted. Throws one Problem with at most twenty mistakes, each with line,
 *  column, what was expected, what came and what to do. */
export async function readTable(source: TableSource, ask: Ask): Promise<Table> {
  let whole: Table | undefined;
  const take = (table: Table) => {
    whole = table;
  };
  await readTogether(source, [{ ask, take }]);
  if (whole === undefined) throw new RangeError("a table is read whole or refused");
  return whole;
}
