import type { Design } from "../models/logistic/design.ts";
import type { Rows } from "./matrix.ts";

/** A model matrix as a list of rows. */
export function rowsOfDesign({ names, rows, values }: Design): Rows {
  const width = names.length;
  return Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * width, (row + 1) * width)));
}
