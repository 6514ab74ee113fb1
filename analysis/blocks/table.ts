export type Cell = string | number | null;

/** One column: `name` heads it in CSV (snake_case), `label` in the report; `format` writes a number for readers. */
export type Column = {
  readonly name: string;
  readonly label: string;
  readonly format?: (value: number | null, row: readonly Cell[]) => string;
};

/** A table of a report: raw values for CSV, formats for readers. */
export type Table = {
  /** Names the CSV file and the anchor: lower case, digits, hyphens. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly note?: string;
};
