/** Columns of one study in which a value may be missing (null); all of one length. */
export type IncompleteColumns = Readonly<Record<string, readonly (number | null)[]>>;

/** The named column. Throws RangeError when there is none. */
export function incompleteColumn(columns: IncompleteColumns, name: string): readonly (number | null)[] {
  const column = columns[name];
  if (column === undefined) throw new RangeError(`no column ${name}`);
  return column;
}

/** Zero-based rows on which every named column is known. */
export function completeRows(columns: IncompleteColumns, names: readonly string[]): readonly number[] {
  const chosen = names.map((name) => incompleteColumn(columns, name));
  const rows = chosen[0]?.length ?? 0;
  return Array.from({ length: rows }, (_, row) => row).filter((row) => chosen.every((column) => column[row] !== null));
}

/** The named columns on rows where all of them are known. */
export function completeColumns(
  columns: IncompleteColumns,
  names: readonly string[],
): Readonly<Record<string, readonly number[]>> {
  const rows = completeRows(columns, names);
  const known = (name: string) =>
    rows.flatMap((row) => {
      const value = columns[name]?.[row];
      return value === null || value === undefined ? [] : [value];
    });
  return Object.fromEntries(names.map((name) => [name, known(name)]));
}
