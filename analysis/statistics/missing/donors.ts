import type { Random } from "../../../experiments/random/randomStream.ts";
import { argsort } from "../numerics/argsort.ts";

/** Values that somebody gave, in the ascending order of what is predicted for them. */
export type Donors = { readonly values: Float64Array; readonly predicted: Float64Array };

// Donors among whom one is drawn (Morris, White & Royston 2014 find 5 a fair choice).
const DONORS = 5;

/** The values of `rows` by the order of `fitted`; equal predictions keep the order of `rows`, which is a shuffled one. */
export function donorsOf(rows: readonly number[], column: Float64Array, fitted: Float64Array): Donors {
  const predicted = new Float64Array(rows.length);
  for (let at = 0; at < predicted.length; at += 1) predicted[at] = fitted[rows[at]!]!;
  const order = argsort(predicted);
  const sorted = { values: new Float64Array(rows.length), predicted: new Float64Array(rows.length) };
  for (let at = 0; at < order.length; at += 1) {
    sorted.values[at] = column[rows[order[at]!]!]!;
    sorted.predicted[at] = predicted[order[at]!]!;
  }
  return sorted;
}

/** The value of one of the donors whose prediction is nearest. */
export function donate({ values, predicted: of }: Donors, predicted: number, random: Random): number {
  let low = 0;
  let high = of.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (of[middle]! < predicted) low = middle + 1;
    else high = middle;
  }
  let first = low;
  let last = low;
  while (last - first < Math.min(DONORS, of.length)) {
    const below = first > 0 ? predicted - of[first - 1]! : Number.POSITIVE_INFINITY;
    const above = last < of.length ? of[last]! - predicted : Number.POSITIVE_INFINITY;
    if (below <= above) first -= 1;
    else last += 1;
  }
  return values[first + random.below(last - first)]!;
}
