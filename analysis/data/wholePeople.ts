import { type Table, textColumn } from "../../experiments/tables/table.ts";
import { changeColumns } from "./scoring/heldRows.ts";

type Part = Pick<Table, "rows" | "columns" | "unreadable">;

/** Cuts batches of a table anew, so that nobody's rows are in two parts, as long as a person's rows come one after the other. */
export type WholePeople = {
  add(table: Part): void;
  /** The rows of the last person so far. */
  finish(): void;
  /** Whether somebody's rows were in two places: then no part is whole. */
  isMixed(): boolean;
};

/** Gives each part to `take`. Keeps one number a person, and the rows of one. */
export function wholePeople(take: (part: Part) => void): WholePeople {
  const seen = new Set<number>();
  let open: Part | null = null;
  let isMixed = false;
  const give = (part: Part) => {
    isMixed ||= !areNew(part, seen);
    if (!isMixed) take(part);
  };
  return {
    add(table) {
      if (isMixed || table.rows === 0) return;
      const all: Part = open === null ? table : joined(open, table);
      const cut = lastPerson(all);
      if (cut > 0) give(partOf(all, 0, cut));
      open = partOf(all, cut, all.rows);
    },
    finish() {
      if (open !== null && !isMixed) give(open);
      open = null;
    },
    isMixed: () => isMixed,
  };
}

/** Whether nobody of a part was met before, and everybody's rows stand together. */
function areNew(part: Part, seen: Set<number>): boolean {
  const people = textColumn(part, "participant_id")?.values ?? new Int32Array(part.rows);
  let before = Number.NaN;
  for (const person of people) {
    if (person === before) continue;
    if (seen.has(person)) return false;
    seen.add(person);
    before = person;
  }
  return true;
}

/** The first row of the last person. */
function lastPerson(part: Part): number {
  const people = textColumn(part, "participant_id")?.values;
  if (people === undefined) return 0;
  let from = part.rows - 1;
  while (from > 0 && people[from - 1] === people[part.rows - 1]) from -= 1;
  return from;
}

function partOf({ columns, unreadable }: Part, from: number, to: number): Part {
  return {
    rows: to - from,
    columns: changeColumns(columns, () => (values, empty) => {
      const part = empty(to - from);
      part.set(values.subarray(from, to));
      return part;
    }),
    unreadable: unreadable.flatMap((row) => (row >= from && row < to ? [row - from] : [])),
  };
}

function joined(one: Part, next: Part): Part {
  const rows = one.rows + next.rows;
  return {
    rows,
    columns: changeColumns(next.columns, (name) => (values, empty) => {
      const both = empty(rows);
      both.set(one.columns[name]?.values ?? []);
      both.set(values, one.rows);
      return both;
    }),
    unreadable: [...one.unreadable, ...next.unreadable.map((row) => row + one.rows)],
  };
}
