import type { TableSource } from "./ask.ts";
import type { Table } from "./table.ts";
import { type Asker, TextReader } from "./textReader.ts";

/** Reads a delimited text once for several askers, each of whom gets its own columns and rows. Throws the Problem of the
 *  first who cannot read it. */
export async function readTogether(source: TableSource, askers: readonly Asker[]): Promise<void> {
  const { name: file, bytes } = source;
  let isOver = false;
  const told = askers.map((asker) => ({
    ...asker,
    take: (table: Table) => asker.take(isOver ? withSource(table, source) : table),
  }));
  const reader = new TextReader({ file, bytes }, told);
  for await (const chunk of source.chunks) reader.push(chunk);
  isOver = true;
  reader.finish();
}

function withSource(table: Table, { sha256, notes = [] }: TableSource): Table {
  return { ...table, notes: [...notes, ...table.notes], ...(sha256 === undefined ? {} : { sha256: sha256() }) };
}
