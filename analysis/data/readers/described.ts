import { type ColumnType, columnType } from "../scoring/tableColumns.ts";

/** A column as a reader script declares it. */
export type DescribedColumn = { readonly name: string; readonly type: ColumnType; readonly label: string };
export type DescribedTable = { readonly name: string; readonly columns: readonly DescribedColumn[] };

type Line = { readonly file: string; readonly column: string; readonly meaning: string; readonly values: string };

/** The tables of a codebook, each with its columns' types and labels. */
export function describedTables(lines: readonly Line[]): readonly DescribedTable[] {
  const files = [...new Set(lines.map(({ file }) => file))];
  return files.map((file) => ({
    name: file.slice(0, -".csv".length),
    columns: lines
      .filter((line) => line.file === file)
      .map(({ column, meaning, values }) => ({ name: column, type: columnType(values), label: meaning })),
  }));
}

/** A text in the quotation marks that R and Python take alike. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
