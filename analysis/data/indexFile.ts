import { tableProblem } from "./dataTable.ts";

/** Reads a file of bootstrap resamples: no header, one resample a line, zero-based rows (or persons by first
 *  appearance). Throws a Problem with the line where a cell is no such position below `limit`. */
export function readIndexFile(file: string, text: string, limit: number): readonly Int32Array[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  return lines.flatMap((record, at) => {
    if (record.trim() === "") return [];
    const positions = record.split(",").map((cell) => positionOf(cell, limit));
    const wrong = positions.indexOf(null);
    if (wrong < 0) return [Int32Array.from(positions, (position) => position ?? 0)];
    const cell = record.split(",")[wrong] ?? "";
    throw tableProblem({
      file,
      line: at + 1,
      column: wrong + 1,
      detail: `"${cell}" is no row of the data.`,
      expected: `a whole number from 0 to ${limit - 1}`,
      found: cell,
      todo: "Resamples hold zero-based rows of the data (with repeated participants: zero-based persons).",
    });
  });
}

function positionOf(cell: string, limit: number): number | null {
  const digits = /^\s*"?(\d+)"?\s*$/.exec(cell)?.[1];
  const position = digits === undefined ? limit : Number(digits);
  return position < limit ? position : null;
}
