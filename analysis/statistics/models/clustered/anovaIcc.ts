import { fUpperTail } from "../../numerics/distributions.ts";
import type { Clusters } from "./clusters.ts";

/** How much of a measure lies between groups, from a one-way analysis of variance. */
export type AnovaIcc = {
  readonly msb: number;
  readonly msw: number;
  /** The group size that stands for unequal ones. */
  readonly n0: number;
  /** Share of variance between groups; may be negative. Null when nothing varies. */
  readonly icc1: number | null;
  /** Reliability of the group means. Null when the groups do not differ at all. */
  readonly icc2: number | null;
  readonly F: number | null;
  readonly p: number | null;
};

/** ICC(1) and ICC(2) of a one-way analysis of variance (Shrout & Fleiss 1979; Bliese 2000), for unequal group sizes.
 *  `clusters` hold the row positions of each group in `values`. Throws RangeError unless there are two groups and more
 *  rows than groups. */
export function anovaIcc(values: ArrayLike<number>, clusters: Clusters): AnovaIcc {
  const n = clusters.reduce((sum, rows) => sum + rows.length, 0);
  const groups = clusters.length;
  if (groups < 2 || n <= groups)
    throw new RangeError(`an ICC needs two groups with repeats, got ${groups} and ${n} rows`);
  const mean = clusters.reduce((sum, rows) => sum + rows.reduce((part, row) => part + values[row]!, 0), 0) / n;
  let between = 0;
  let within = 0;
  for (const rows of clusters) {
    const groupMean = rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
    between += rows.length * (groupMean - mean) ** 2;
    within += rows.reduce((sum, row) => sum + (values[row]! - groupMean) ** 2, 0);
  }
  const msb = between / (groups - 1);
  const msw = within / (n - groups);
  const n0 = (n - clusters.reduce((sum, rows) => sum + rows.length ** 2, 0) / n) / (groups - 1);
  const total = msb + (n0 - 1) * msw;
  const f = msw === 0 ? null : msb / msw;
  return {
    msb,
    msw,
    n0,
    icc1: total === 0 ? null : (msb - msw) / total,
    icc2: msb === 0 ? null : (msb - msw) / msb,
    F: f,
    p: f === null ? null : fUpperTail(f, groups - 1, n - groups),
  };
}
