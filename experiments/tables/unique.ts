import { combinations, type SortedRows, sortByGroup } from "./combinations.ts";
import type { Mistakes } from "./mistakes.ts";
import type { Column, Table } from "./table.ts";

type Asked = { readonly unique: readonly string[]; readonly within: readonly string[] };
type Telling = { readonly mistakes: Mistakes; readonly notes: string[] };

/** Refuses a table in which the values of the unique columns occur together twice; columns it does not have are left out,
 *  and without the last nothing is judged, which is noted. The last may count anew in each block, where a block is one stretch of rows
 *  with the same values in the `within` columns. Rows are sorted, so that millions of them cost a few arrays. */
export function refuseRepeated(table: Table, { unique, within }: Asked, { mistakes, notes }: Telling): void {
  const last = table.columns[unique.at(-1) ?? ""];
  if (last === undefined) {
    notes.push(`There is no column ${unique.at(-1)}: a row that comes twice cannot be told.`);
    return;
  }
  const present = unique.filter((name) => table.columns[name] !== undefined);
  const whole = rowsBy(table, present.slice(0, -1));
  const pair = firstRepeated(whole, last);
  if (pair === null) return;
  const blocks = within.filter((name) => table.columns[name] !== undefined);
  const byBlock = rowsBy(table, [...present.slice(0, -1), ...blocks]);
  if (blocks.length > 0 && areStretches(whole, byBlock) && firstRepeated(byBlock, last) === null) {
    notes.push(`${unique.at(-1)} counts anew in each block of ${blocks.join(" and ")}.`);
    return;
  }
  mistakes.stop(repeated(table, present, pair));
}

type Grouped = SortedRows & { readonly groupOf: Int32Array };

function rowsBy(table: Table, names: readonly string[]): Grouped {
  const groupOf = combinations(
    table.rows,
    names.flatMap((name) => table.columns[name] ?? []),
  );
  return { groupOf, ...sortByGroup(groupOf) };
}

function firstRepeated({ starts, order }: Grouped, { values }: Column): readonly [number, number] | null {
  const seen = new Map<number, number>();
  for (let group = 0; group + 1 < starts.length; group++) {
    seen.clear();
    for (let at = starts[group]!; at < starts[group + 1]!; at++) {
      const row = order[at]!;
      const value = values[row]!;
      if (value < 0 || Number.isNaN(value)) continue;
      const before = seen.get(value);
      if (before !== undefined) return [before, row];
      seen.set(value, row);
    }
  }
  return null;
}

/** Whether each block is one stretch of its group's rows: a task done twice comes back to its blocks. */
function areStretches({ starts, order }: Grouped, { groupOf: blockOf }: Grouped): boolean {
  const over = new Set<number>();
  for (let group = 0; group + 1 < starts.length; group++) {
    let current = -1;
    for (let at = starts[group]!; at < starts[group + 1]!; at++) {
      const block = blockOf[order[at]!]!;
      if (block === current) continue;
      if (over.has(block)) return false;
      over.add(block);
      current = block;
    }
  }
  return true;
}

function repeated(table: Table, names: readonly string[], [first, second]: readonly [number, number]) {
  const values = names.map((name) => `${name} ${shownValue(table.columns[name], second)}`);
  return {
    line: table.lineOf(second),
    detail: `This row repeats line ${table.lineOf(first)}: ${values.join(", ")}.`,
    expected: names.length === 1 ? `each ${names[0]} once` : `each combination of ${names.join(", ")} once`,
    found: `it in lines ${table.lineOf(first)} and ${table.lineOf(second)}`,
    todo:
      names.length === 1
        ? "Take one of the rows out."
        : "Take the copy out; if these are two occasions, tell them apart by a column `instance` (--map instance=COLUMN).",
  };
}

function shownValue(column: Column | undefined, row: number): string {
  if (column === undefined) return "";
  const value = column.values[row]!;
  if (column.kind === "id" || column.kind === "text") return column.texts[value] ?? "(empty)";
  if (column.kind === "choice") return column.choices[value] ?? "(empty)";
  return String(value);
}
