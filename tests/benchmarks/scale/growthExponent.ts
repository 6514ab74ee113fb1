/** Of t = a·n^b the b that fits best: the least-squares slope of the logarithms. NaN of fewer than two sizes. */
export function growthExponent(points: readonly { readonly size: number; readonly used: number }[]): number {
  const logs = points.map(({ size, used }) => [Math.log(size), Math.log(used)] as const);
  const mean = (at: 0 | 1) => logs.reduce((sum, log) => sum + log[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const [across, along] = logs.reduce(
    ([xy, xx], log) => [xy + (log[0] - x) * (log[1] - y), xx + (log[0] - x) ** 2] as const,
    [0, 0] as const,
  );
  return across / along;
}
