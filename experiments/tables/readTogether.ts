import type { Ask, TableSource } from "./ask.ts";
import type { Table } from "./table.ts";
import { TableReader } from "./tableReader.ts";

/** One of those who read a text at the same time. */
export type Asker = {
  readonly ask: Ask;
  /** Rows of a batch; absent = the whole table at the end. */
  readonly batch?: number;
  /** Takes the table, or one batch after the other; nothing is final before the reading ends without a Problem. */
  take(table: Table): void;
};

/** Reads a delimited text once for several askers, each of whom gets its own columns and rows. Throws the Problem of the
 *  first who cannot read it. */
export async function readTogether(source: TableSource, askers: readonly Asker[]): Promise<void> {
  const { name: file, bytes } = source;
  const readers = askers.map(({ ask, batch, take }) => {
    if (batch !== undefined && ask.unique) throw new RangeError("batches cannot be checked for repeated rows");
    return { take, reader: new TableReader({ file, ask, bytes, batch }) };
  });
  for await (const chunk of source.chunks) {
    for (const { reader, take } of readers) for (const table of reader.push(chunk)) take(table);
  }
  for (const { reader, take } of readers) for (const table of reader.finish()) take(withSource(table, source));
}

function withSource(table: Table, { sha256, notes = [] }: TableSource): Table {
  return { ...table, notes: [...notes, ...table.notes], ...(sha256 === undefined ? {} : { sha256: sha256() }) };
}
