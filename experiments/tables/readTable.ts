import type { Ask, TableSource } from "./ask.ts";
import type { Table } from "./table.ts";
import { TableReader } from "./tableReader.ts";

/** Reads the asked columns of a delimited text into typed arrays. Other columns are never looked at. What the file says
 *  in two ways is refused, what was inferred is noted. Throws one Problem with at most twenty mistakes, each with line,
 *  column, what was expected, what came and what to do. */
export async function readTable(source: TableSource, ask: Ask): Promise<Table> {
  const reader = new TableReader({ file: source.name, ask, bytes: source.bytes });
  for await (const chunk of source.chunks) reader.push(chunk);
  const [table] = reader.finish();
  if (table === undefined) throw new RangeError("a table is read whole or refused");
  return withSource(table, source);
}

function withSource(table: Table, { sha256, notes = [] }: TableSource): Table {
  return { ...table, notes: [...notes, ...table.notes], ...(sha256 === undefined ? {} : { sha256: sha256() }) };
}
