import { chiSquaredUpperTail } from "../numerics/distributions.ts";

export type SampleRatio = {
  readonly counts: Readonly<Record<string, number>>;
  readonly chi2: number;
  readonly df: number;
  readonly p: number;
};

/** Whether people are spread evenly over the levels of a treatment: Pearson's χ² against equal shares (sample ratio mismatch;
 *  Fabijan et al. 2019). Counts of people by level; null where nobody is counted or there is one level. */
export function sampleRatio(counts: ReadonlyMap<string, number>): SampleRatio | null {
  const all = [...counts.values()];
  const total = all.reduce((sum, count) => sum + count, 0);
  if (total === 0 || all.length < 2) return null;
  const expected = total / all.length;
  const chi2 = all.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const df = all.length - 1;
  return { counts: Object.fromEntries(counts), chi2, df, p: chiSquaredUpperTail(chi2, df) };
}
