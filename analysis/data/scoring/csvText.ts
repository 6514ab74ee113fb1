import { stringify } from "csv-stringify/sync";

type Row = readonly string[] | Readonly<Record<string, string>>;

/** Rows that become text at once. */
const AT_ONCE = 1000;

/** A table as CSV, some rows at a time, so that it is never whole in memory: `columns` name the cells, and the header; those of the
 *  first row when absent. */
export function* csvText(rows: Iterable<Row>, columns?: readonly string[]): Generator<string> {
  let names = columns;
  if (names !== undefined) yield stringify([[...names]]);
  let some: Row[] = [];
  const text = () => stringify(some, { columns: [...(names ?? [])] });
  for (const row of rows) {
    if (names === undefined) {
      names = Object.keys(row);
      yield stringify([[...names]]);
    }
    some.push(row);
    if (some.length < AT_ONCE) continue;
    yield text();
    some = [];
  }
  if (some.length > 0) yield text();
  // Of a table without rows whose columns nobody named, an empty header.
  if (names === undefined) yield stringify([[]]);
}
