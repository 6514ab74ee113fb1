import type { ProblemDetails } from "../../experiments/contract/problem.ts";
import type { Locate, Path } from "../../experiments/studyFile/readDocument.ts";

/** Where a plan and its table come from, for the messages. */
export type PlanSource = {
  readonly file: string;
  readonly dataFile: string;
  readonly locate: Locate;
  /** All columns of the data; those of the table when absent. */
  readonly names?: readonly string[];
  /** The line of a row; the row below the header when absent. */
  readonly lineOf?: (row: number) => number;
};

/** What is wrong, without where. */
export type Mistake = Omit<ProblemDetails, "code">;

/** A mistake of the plan at a place in it. */
export function told(source: PlanSource, path: Path, mistake: Mistake): ProblemDetails {
  return { code: "plan-invalid", ...mistake, file: source.file, ...source.locate(path) };
}

/** A cell of the table that cannot be used. Rows are counted from 0 below the header. */
export function inTable(
  { dataFile, lineOf = (row) => row + 2 }: PlanSource,
  cell: Omit<Mistake, "column"> & { readonly row: number; readonly column: string },
): ProblemDetails {
  const { row, column, ...mistake } = cell;
  return { code: "table-invalid", ...mistake, file: dataFile, line: lineOf(row), path: column };
}
