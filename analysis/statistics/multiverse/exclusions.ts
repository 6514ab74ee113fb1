import type { Columns } from "../models/logistic/design.ts";

/** The chosen rows of every column. */
export function keptRows(
  columns: Columns,
  keep: (row: number) => boolean,
): Readonly<Record<string, readonly number[]>> {
  const first = Object.values(columns)[0];
  const rows = Array.from({ length: first?.length ?? 0 }, (_, row) => row).filter(keep);
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, rows.map((row) => column[row]!)]));
}

/** Values drawn in to mean ± `spread` sample SDs of themselves. Throws RangeError below two values. */
export function winsorised(values: readonly number[], spread: number): readonly number[] {
  const n = values.length;
  if (n < 2) throw new RangeError(`${n} values have no SD`);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  return values.map((value) => Math.min(mean + spread * sd, Math.max(mean - spread * sd, value)));
}
