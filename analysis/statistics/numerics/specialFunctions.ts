import betaln from "@stdlib/math-base-special-betaln";
import stdlibDigamma from "@stdlib/math-base-special-digamma";
import gammaln from "@stdlib/math-base-special-gammaln";
import stdlibTrigamma from "@stdlib/math-base-special-trigamma";

/** log Gamma(x), x > 0. */
export function logGamma(x: number): number {
  return gammaln(x);
}

/** First derivative of log Gamma. */
export function digamma(x: number): number {
  return stdlibDigamma(x);
}

/** Second derivative of log Gamma. */
export function trigamma(x: number): number {
  return stdlibTrigamma(x);
}

/** log Beta(a, b). */
export function logBeta(a: number, b: number): number {
  return betaln(a, b);
}

/** Inverse logit, exact to a few ulp in both tails. */
export function logistic(eta: number): number {
  if (eta >= 0) return 1 / (1 + Math.exp(-eta));
  const odds = Math.exp(eta);
  return odds / (1 + odds);
}

/** log(1 + exp(eta)) without overflow. */
export function log1pExp(eta: number): number {
  return eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta));
}

/** log of the inverse logit. */
export function logLogistic(eta: number): number {
  return -log1pExp(-eta);
}

/** log odds of a probability. */
export function logit(p: number): number {
  return p > 0.5 ? -Math.log((1 - p) / p) : Math.log(p) - Math.log1p(-p);
}

/** log P(Y = y) of a negative binomial with mean `mu` and dispersion `size` (variance mu + mu^2 / size). */
export function negativeBinomialLogPmf(
  y: number,
  { size, mu }: { readonly size: number; readonly mu: number },
): number {
  const choose = -logBeta(size, y + 1) - Math.log(size + y);
  return choose - size * Math.log1p(mu / size) + (y === 0 ? 0 : y * Math.log(mu / (size + mu)));
}
