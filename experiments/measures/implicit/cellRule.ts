/** A score that follows from the values in a few cells of a person's trials, such as latencies by prime and target.
 *  Methods, so that a table of different measures' rules has one type. */
export type CellRule<Row, Settings> = {
  /** The values kept of a person's rows, one list a cell, cells always in the same order. */
  cells(rows: readonly Row[], settings: Settings): readonly Float64Array[];
  /** The score of such cells, or of a half of each; null where one is empty or nothing varies. */
  value(cells: readonly Float64Array[], settings: Settings): number | null;
};
