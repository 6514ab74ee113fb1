import { total } from "../association/moments.ts";
import { chiSquaredUpperTail } from "../numerics/distributions.ts";

/** Cochran's Q: do several yes/no results of the same people have the same share of yeses? (Cochran 1950)
 *  One list of 0/1 per rule, all in the same row order. Q and p are null when every person is all-yes or all-no.
 *  Throws RangeError with fewer than two rules or lists of different lengths. */
export function cochranQ(results: readonly (readonly number[])[]): {
  readonly correct: readonly number[];
  readonly Q: number | null;
  readonly df: number;
  readonly p: number | null;
} {
  const k = results.length;
  const n = results[0]?.length ?? 0;
  if (k < 2 || results.some((list) => list.length !== n)) {
    throw new RangeError("Cochran's Q needs two or more equally long lists");
  }
  const columns = results.map(total);
  const rows = Array.from({ length: n }, (_, row) => total(results.map((list) => list[row]!)));
  const between = k * total(columns.map((sum) => sum * sum)) - total(columns) ** 2;
  const within = k * total(rows) - total(rows.map((sum) => sum * sum));
  const q = within === 0 ? null : ((k - 1) * between) / within;
  return { correct: columns, Q: q, df: k - 1, p: q === null ? null : chiSquaredUpperTail(q, k - 1) };
}
