import type { Ask } from "../../experiments/tables/ask.ts";
import type { AddMode } from "../store/store.ts";
import type { ImportKind, ImportReport, Tally } from "./importReport.ts";
import { tally } from "./importReport.ts";
import { type Reading, type RecordRow, type RecordTable, recordBatches, recordHeader } from "./recordTable.ts";

/** How one kind of the company's records becomes rows of the store. */
export type RecordKind<Row> = {
  readonly kind: ImportKind;
  readonly columns: Ask["columns"];
  /** The store's rows of one row of the file; none when it goes no further. Counts why. */
  read(row: RecordRow, counts: Tally): readonly Row[];
  /** Takes note of what the file holds, before anything is added. */
  note?(row: Row, counts: Tally): void;
  /** Those of some rows, in the order of the file, that are new: others are counted as a duplicate or told as a change. */
  fresh(rows: readonly LinedRow<Row>[], counts: Tally): Promise<readonly Row[]>;
  add(rows: readonly Row[], mode: AddMode): Promise<number>;
};
export type LinedRow<Row> = { readonly line: number; readonly row: Row };

const ROWS_AT_ONCE = 500;

/** Imports one table of the company's records. It is read twice: first whole, so that a file that must be refused adds
 *  nothing; then again, a few rows at a time, so that a file of any length costs the same memory. */
export async function importRecords<Row>(
  table: RecordTable,
  { columns, ...kind }: RecordKind<Row>,
  mode: AddMode,
): Promise<ImportReport> {
  await recordHeader(table, columns);
  const counts = tally();
  const reading: Reading = { rows: 0, notes: [], sha256: "" };
  for await (const rows of recordBatches(table, columns, reading)) {
    for (const row of rows) for (const read of kind.read(row, counts)) kind.note?.(read, counts);
  }
  counts.count("rowsRead", reading.rows);
  for (const note of reading.notes) counts.note(note);
  const found = { ready: 0, added: 0 };
  const silent = tally();
  let waiting: LinedRow<Row>[] = [];
  const add = async () => {
    const some = waiting;
    if (some.length === 0) return;
    waiting = [];
    found.ready += some.length;
    found.added += await kind.add(await kind.fresh(some, counts), mode);
  };
  for await (const rows of recordBatches(table, columns, { ...reading })) {
    for (const row of rows) {
      for (const read of kind.read(row, silent)) waiting.push({ line: row.line, row: read });
      if (waiting.length >= ROWS_AT_ONCE) await add();
    }
  }
  await add();
  counts.count("added", found.added);
  counts.count("duplicate", found.ready - found.added);
  return { ...counts.report(kind.kind, mode === "try"), sha256: reading.sha256 };
}
