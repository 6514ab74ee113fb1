import { stringify } from "csv-stringify/sync";

type Row = readonly string[] | Readonly<Record<string, string>>;

/** Rows that become text at once. */
const AT_ONCE = 1000;

/** A table as CSV, some rows at a time, so that it is never whole in memory: `columns` name the cells, and the header. */
export function* csvText(rows: Iterable<Row>, columns: readonly string[]): Generator<string> {
  yield stringify([[...columns]]);
  let some: Row[] = [];
  for (const row of rows) {
    some.push(row);
    if (some.length < AT_ONCE) continue;
    yield stringify(some, { columns: [...columns] });
    some = [];
  }
  if (some.length > 0) yield stringify(some, { columns: [...columns] });
}
