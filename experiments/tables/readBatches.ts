import type { Ask, TableSource } from "./ask.ts";
import type { Table } from "./table.ts";
import { TableReader } from "./tableReader.ts";

/** Rows of a batch. */
export const BATCH = 65_536;

/** Reads a delimited text as `readTable` does, in tables of at most 65,536 rows that share their texts; the notes are
 *  the last one's. Mistakes are thrown at the end, after the batches before them: take nothing for final until then.
 *  Throws RangeError for an ask with `unique`, which only a whole table can answer. */
export async function* readBatches(source: TableSource, ask: Ask): AsyncGenerator<Table> {
  if (ask.unique) throw new RangeError("batches cannot be checked for repeated rows");
  const reader = new TableReader({ file: source.name, ask, batch: BATCH });
  for await (const chunk of source.chunks) yield* reader.push(chunk);
  for (const table of reader.finish()) yield { ...table, notes: [...(source.notes ?? []), ...table.notes] };
}
