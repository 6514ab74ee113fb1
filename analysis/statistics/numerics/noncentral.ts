import { bracketedRoot } from "./bracketedRoot.ts";
import { chiSquaredCdf, fCdf } from "./distributions.ts";

/** A statistic of a test: χ² with `df`, or F with `df` and `df2`. */
export type NoncentralStatistic = { readonly chi2: number; readonly df: number; readonly df2?: number };

// A Poisson mixture of central distributions, summed outwards from its largest weight.
function mixture(half: number, central: (extra: number) => number): number {
  if (half === 0) return central(0);
  const middle = Math.floor(half);
  const atMiddle = Math.exp(middle * Math.log(half) - half - logFactorial(middle));
  let sum = atMiddle * central(middle);
  for (let [j, weight] = [middle, atMiddle]; j > 0 && weight > 1e-18; ) {
    weight *= j / half;
    j -= 1;
    sum += weight * central(j);
  }
  for (let [j, weight] = [middle, atMiddle]; weight > 1e-18; ) {
    j += 1;
    weight *= half / j;
    sum += weight * central(j);
  }
  return Math.min(1, sum);
}

function logFactorial(n: number): number {
  if (n < 20) {
    let product = 1;
    for (let i = 2; i <= n; i += 1) product *= i;
    return Math.log(product);
  }
  // Stirling's series; its next term is below 1e-13 here.
  const x = n + 1;
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/** P(X <= statistic) where its noncentrality is `lambda`: of a noncentral χ², or of a noncentral F where there is a `df2`. */
export function noncentralCdf({ chi2, df, df2 }: NoncentralStatistic, lambda: number): number {
  if (df2 === undefined) return mixture(lambda / 2, (extra) => chiSquaredCdf(chi2, df + 2 * extra));
  // F of df + 2j numerator degrees, at the same ratio of sums of squares.
  return mixture(lambda / 2, (extra) => fCdf(chi2 / (df + 2 * extra), df + 2 * extra, df2));
}

/** The noncentralities at which the statistic is neither surprisingly large nor surprisingly small: both tails of `level`
 *  inverted; 0 where even none at all is not surprising (Steiger & Fouladi 1997). */
export function noncentralityInterval(statistic: NoncentralStatistic, level = 0.95): readonly [number, number] {
  const tail = (1 - level) / 2;
  return [noncentralityAt(statistic, 1 - tail), noncentralityAt(statistic, tail)];
}

function noncentralityAt(statistic: NoncentralStatistic, share: number): number {
  const above = (lambda: number) => noncentralCdf(statistic, lambda) - share;
  if (above(0) <= 0) return 0;
  let high = Math.max(1, 2 * statistic.chi2);
  while (above(high) > 0 && high < 1e9) high *= 2;
  return bracketedRoot(above, { low: 0, high });
}
