import { crossProduct, inverseSymmetric, type Rows } from "./matrix.ts";

const LARGEST_INFLATION = 1e12;

/** (X'X)^-1; null when a column is, to rounding, a combination of the others. */
export function invertedCrossProduct(x: Rows): Rows | null {
  const product = crossProduct(x);
  const inverse = inverseSymmetric(product);
  const isUsable = inverse?.every((row, j) => {
    const inflation = row[j]! * product[j]![j]!;
    return inflation > 0 && inflation < LARGEST_INFLATION;
  });
  return isUsable === true ? inverse : null;
}
