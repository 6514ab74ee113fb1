import { betaCdf, betaQuantile } from "../../numerics/distributions.ts";

/** Posterior of a share under Jeffreys' prior beta(1/2, 1/2). */
export type SharePosterior = {
  readonly jeffreys_mean: number;
  readonly jeffreys_ci95: readonly [number, number];
  /** Posterior probability that the share lies under a value, or between two. */
  readonly below: (value: number) => number;
  readonly between: (low: number, high: number) => number;
};

/** Posterior of a PPV (or any share) from `x` of `n`. Throws RangeError unless 0 <= x <= n. */
export function sharePosterior(x: number, n: number): SharePosterior {
  if (!(x >= 0 && x <= n)) throw new RangeError(`${x} of ${n}`);
  const [a, b] = [x + 0.5, n - x + 0.5];
  const below = (value: number) => betaCdf(value, a, b);
  return {
    jeffreys_mean: a / (a + b),
    jeffreys_ci95: [betaQuantile(0.025, a, b), betaQuantile(0.975, a, b)],
    below,
    between: (low, high) => below(high) - below(low),
  };
}

/** Probability that rule 2 is right more often than rule 1, from the people only one of them got right, under a flat
 *  Dirichlet prior on the four cells: P(beta(onlyFirst + 1, onlySecond + 1) < 1/2). */
export function probabilitySecondBetter(onlyFirst: number, onlySecond: number): number {
  return betaCdf(0.5, onlyFirst + 1, onlySecond + 1);
}
