import { pearson } from "../association/correlation.ts";
import { completeColumns, completeRows, type IncompleteColumns, incompleteColumn } from "./table.ts";

/** One step from everybody to the rows that are analysed. */
export type FlowStep = {
  readonly known: string;
  /** Rows that have all before but lack this. */
  readonly lost: number;
  readonly left: number;
};

/** How many values each column lacks. */
export function missingCounts(columns: IncompleteColumns): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, column.filter((value) => value === null).length]),
  );
}

/** How many rows show each pattern of known (1) and missing (0) values over the named columns, the commonest first;
 *  keys are `p` and the digits in the order of `names`. */
export function missingPatterns(
  columns: IncompleteColumns,
  names: readonly string[],
): Readonly<Record<string, number>> {
  const chosen = names.map((name) => incompleteColumn(columns, name));
  const counts = new Map<string, number>();
  for (let row = 0; row < (chosen[0]?.length ?? 0); row++) {
    const key = `p${chosen.map((column) => (column[row] === null ? 0 : 1)).join("")}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a, x], [b, y]) => y - x || b.localeCompare(a)));
}

/** Where rows are lost on the way to a complete-case analysis, column by column in the order given. */
export function missingFlow(columns: IncompleteColumns, names: readonly string[]): readonly FlowStep[] {
  return names.map((known, step) => {
    const before = step === 0 ? incompleteColumn(columns, known).length : left(columns, names, step);
    const after = left(columns, names, step + 1);
    return { known, lost: before - after, left: after };
  });
}

function left(columns: IncompleteColumns, names: readonly string[], steps: number): number {
  return completeRows(columns, names.slice(0, steps)).length;
}

/** Pearson correlation of two columns on the rows that know both; null where undefined. */
export function availableCasePearson(
  columns: IncompleteColumns,
  [a, b]: readonly [string, string],
): { readonly n: number; readonly r: number | null; readonly p: number | null } {
  const known = completeColumns(columns, [a, b]);
  const { n, r, p } = pearson(known[a] ?? [], known[b] ?? []);
  return { n, r, p };
}
