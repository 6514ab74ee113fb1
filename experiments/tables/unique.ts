import type { Mistakes } from "./mistakes.ts";
import type { Column, Table } from "./table.ts";

/** Refuses a table in which the values of these columns occur together twice; columns it does not have are left out, and
 *  without the last nothing is judged. Rows are sorted within what comes before the last column, so that millions of
 *  rows cost a few arrays. */
export function refuseRepeated(table: Table, names: readonly string[], mistakes: Mistakes): void {
  const last = table.columns[names.at(-1) ?? ""];
  if (last === undefined) return;
  const present = names.filter((name) => table.columns[name] !== undefined);
  const groups = groupsOf(
    table.rows,
    present.slice(0, -1).flatMap((name) => table.columns[name] ?? []),
  );
  const { starts, order } = sorted(groups, table.rows);
  const seen = new Map<number, number>();
  for (let group = 0; group + 1 < starts.length; group++) {
    seen.clear();
    for (let at = starts[group]!; at < starts[group + 1]!; at++) {
      const row = order[at]!;
      const value = last.values[row]!;
      const before = seen.get(value);
      if (before !== undefined) mistakes.stop(repeated(table, present, [before, row]));
      seen.set(value, row);
    }
  }
}

/** The number of each row's combination of values, from 0 in the order met. */
function groupsOf(rows: number, columns: readonly Column[]): Int32Array {
  let groups = new Int32Array(rows);
  let count = 1;
  for (const { values } of columns) {
    const known = new Map<number, number>();
    const next = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const key = groups[row]! + (values[row]! + 1) * count;
      const group = known.get(key) ?? known.size;
      if (group === known.size) known.set(key, group);
      next[row] = group;
    }
    groups = next;
    count = known.size;
  }
  return groups;
}

function sorted(groups: Int32Array, rows: number): { readonly starts: Int32Array; readonly order: Int32Array } {
  let most = -1;
  for (const group of groups) if (group > most) most = group;
  const starts = new Int32Array(most + 2);
  for (const group of groups) starts[group + 1]! += 1;
  for (let group = 0; group <= most; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const order = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const group = groups[row]!;
    order[next[group]!] = row;
    next[group]! += 1;
  }
  return { starts, order };
}

function repeated(table: Table, names: readonly string[], [first, second]: readonly [number, number]) {
  const values = names.map((name) => `${name} ${shownValue(table.columns[name], second)}`);
  return {
    line: table.lineOf(second),
    detail: `This row repeats line ${table.lineOf(first)}: ${values.join(", ")}.`,
    expected: `each combination of ${names.join(", ")} once`,
    found: `it in lines ${table.lineOf(first)} and ${table.lineOf(second)}`,
    todo: "Take the copy out; if these are two occasions, tell them apart by a column `instance`.",
  };
}

function shownValue(column: Column | undefined, row: number): string {
  if (column === undefined) return "";
  const value = column.values[row]!;
  if (column.kind === "id" || column.kind === "text") return column.texts[value] ?? "(empty)";
  if (column.kind === "choice") return column.choices[value] ?? "(empty)";
  return String(value);
}
