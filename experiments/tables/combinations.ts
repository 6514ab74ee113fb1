import type { Column } from "./table.ts";

/** The number of each row's combination of values, from 0 in the order met. */
export function combinations(rows: number, columns: readonly Pick<Column, "values">[]): Int32Array {
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

/** Rows by group: those of group g are `order[starts[g]]` to before `order[starts[g + 1]]`, in file order. */
export type SortedRows = { readonly starts: Int32Array; readonly order: Int32Array };

/** Sorts rows by their group, each counted once. */
export function sortByGroup(groups: Int32Array): SortedRows {
  let most = -1;
  for (const group of groups) if (group > most) most = group;
  const starts = new Int32Array(most + 2);
  for (const group of groups) starts[group + 1]! += 1;
  for (let group = 0; group <= most; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const order = new Int32Array(groups.length);
  for (let row = 0; row < groups.length; row++) {
    const group = groups[row]!;
    order[next[group]!] = row;
    next[group]! += 1;
  }
  return { starts, order };
}
