import type { Ask, TableSource } from "./ask.ts";
import type { Table } from "./table.ts";
import { TextReader } from "./textReader.ts";

/** Rows of a batch. */
export const BATCH = 65_536;

/** Reads a delimited text as `readTable` does, in tables of at most 65,536 rows that share their texts; the notes are
 *  the last one's. Mistakes are thrown at the end, after the batches before them: take nothing for final until then.
 *  Throws RangeError for an ask with `unique`, which only a whole table can answer. */
export async function* readBatches(source: TableSource, ask: Ask): AsyncGenerator<Table> {
  let full: Table[] = [];
  const reader = new TextReader({ file: source.name }, [{ ask, batch: BATCH, take: (table) => full.push(table) }]);
  for await (const chunk of source.chunks) {
    reader.push(chunk);
    yield* full;
    full = [];
  }
  reader.finish();
  for (const table of full) yield { ...table, notes: [...(source.notes ?? []), ...table.notes] };
}
