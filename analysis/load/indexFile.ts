import { parse } from "csv-parse/sync";
import { tableProblem } from "./dataTable.ts";

/** Reads a file of bootstrap resamples: no header, one resample a line, zero-based rows (or persons by first
 *  appearance). Throws a Problem with the line where a cell is no such position below `limit`. */
export function readIndexFile(file: string, text: string, limit: number): readonly Int32Array[] {
  const records: readonly (readonly string[])[] = parse(text, {
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
  });
  return records.map((record, line) =>
    Int32Array.from(record, (cell) => {
      const position = cell.trim() === "" ? Number.NaN : Number(cell);
      if (Number.isInteger(position) && position >= 0 && position < limit) return position;
      throw tableProblem({
        file,
        line: line + 1,
        detail: `"${cell}" is no row of the data.`,
        expected: `a whole number from 0 to ${limit - 1}`,
        found: cell,
        todo: "Resamples hold zero-based rows of the data (with repeated participants: zero-based persons).",
      });
    }),
  );
}
