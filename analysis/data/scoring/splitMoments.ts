/** Sums of two halves' scores over people, for several splits at a time. */
export type SplitMoments = {
  readonly splits: number;
  /** Adds one person's two halves in one split. */
  readonly add: (split: number, first: number, second: number) => void;
  /** One a split; null below three people or without variance. */
  readonly correlations: () => readonly (number | null)[];
};

/** Below this share of the mean square, a sum of squares about the mean is rounding. */
const ROUNDING = 1e-12;

/** Gathers what Pearson correlations need while people come one after another. Scores near 0, such as D, keep the sums
 *  exact to about 12 digits. */
export function splitMoments(splits: number): SplitMoments {
  const sums = new Float64Array(6 * splits);
  const add = (split: number, first: number, second: number) => {
    const at = 6 * split;
    sums[at] = sums[at]! + 1;
    sums[at + 1] = sums[at + 1]! + first;
    sums[at + 2] = sums[at + 2]! + second;
    sums[at + 3] = sums[at + 3]! + first * first;
    sums[at + 4] = sums[at + 4]! + second * second;
    sums[at + 5] = sums[at + 5]! + first * second;
  };
  const correlations = () =>
    Array.from({ length: splits }, (_, split) => correlation(sums.subarray(6 * split, 6 * split + 6)));
  return { splits, add, correlations };
}

function correlation([n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0]: Float64Array): number | null {
  if (n < 3) return null;
  const varianceA = aa - (a * a) / n;
  const varianceB = bb - (b * b) / n;
  if (!(varianceA > ROUNDING * aa) || !(varianceB > ROUNDING * bb)) return null;
  return (ab - (a * b) / n) / Math.sqrt(varianceA * varianceB);
}
