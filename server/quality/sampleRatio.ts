/** Below this, groups that should be of one size are so different that something is wrong with how people come into them.
 *  Source: Fabijan et al. 2019, Diagnosing sample ratio mismatch in online controlled experiments. */
export const RATIO_WARNING = 0.001;

/** The probability of counts at least so uneven, where each group should have the same share: Pearson's chi-squared test. Null
 *  for fewer than two groups, or nobody. */
export function sampleRatio(counts: readonly number[]): number | null {
  const sum = counts.reduce((all, count) => all + count, 0);
  if (counts.length < 2 || sum === 0) return null;
  const expected = sum / counts.length;
  const squares = counts.reduce((all, count) => all + (count - expected) ** 2 / expected, 0);
  return upperChiSquared(squares, counts.length - 1);
}

const STEPS = 500;
const SMALL = 1e-15;

/** The upper tail of chi-squared with so many degrees of freedom: the regularised incomplete gamma function, by its series
 *  below and by its continued fraction above (Abramowitz & Stegun 6.5.29, 6.5.31). */
export function upperChiSquared(value: number, degrees: number): number {
  const [a, x] = [degrees / 2, value / 2];
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let step = 1; step < STEPS && term > sum * SMALL; step += 1) {
    term *= x / (a + step);
    sum += term;
  }
  return sum;
}

/** Lentz's way from the front. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let product = d;
  for (let step = 1; step < STEPS; step += 1) {
    const an = -step * (step - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    product *= d * c;
    if (Math.abs(d * c - 1) < SMALL) break;
  }
  return product;
}

/** Of a multiple of one half. */
function logGamma(half: number): number {
  let sum = half % 1 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (let at = half - 1; at > 0; at -= 1) sum += Math.log(at);
  return sum;
}
