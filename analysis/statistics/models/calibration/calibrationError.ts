/** One bin of predicted probabilities; means are null when it is empty. */
export type CalibrationBin = { readonly n: number; readonly mean_p: number | null; readonly observed: number | null };

/** Expected and largest calibration error over ten bins of equal width. */
export type CalibrationError = {
  readonly ece_equal_width_10: number;
  readonly mce_equal_width_10: number;
  readonly bins: readonly CalibrationBin[];
};

const BINS = 10;

/** Mean and largest gap between predicted and observed share over the bins [0, .1) … [.9, 1] (Naeini et al. 2015);
 *  empty bins do not count. Throws RangeError on unequal lengths or no rows. */
export function calibrationError(outcome: ArrayLike<number>, p: ArrayLike<number>): CalibrationError {
  if (outcome.length !== p.length || p.length === 0) {
    throw new RangeError(`${outcome.length} outcomes and ${p.length} probabilities`);
  }
  const sums = Array.from({ length: BINS }, () => ({ n: 0, p: 0, y: 0 }));
  for (let i = 0; i < p.length; i += 1) {
    const bin = sums[Math.min(BINS - 1, Math.floor(p[i]! * BINS))]!;
    bin.n += 1;
    bin.p += p[i]!;
    bin.y += outcome[i]!;
  }
  const gaps = sums.map(({ n, p: sum, y }) => (n > 0 ? Math.abs(sum / n - y / n) : 0));
  return {
    ece_equal_width_10: gaps.reduce((total, gap, bin) => total + gap * sums[bin]!.n, 0) / p.length,
    mce_equal_width_10: Math.max(...gaps),
    bins: sums.map(({ n, p: sum, y }) => ({ n, mean_p: n > 0 ? sum / n : null, observed: n > 0 ? y / n : null })),
  };
}
