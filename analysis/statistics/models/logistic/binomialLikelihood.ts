/** Log-likelihood of 0/1 outcomes under given probabilities; -Infinity when a certain prediction fails. */
export function binomialLogLikelihood(
  outcome: ArrayLike<number>,
  p: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
): number {
  let sum = 0;
  for (let i = 0; i < outcome.length; i += 1) {
    const term = outcome[i] === 1 ? Math.log(p[i]!) : Math.log1p(-p[i]!);
    sum += weights === null ? term : weights[i]! * term;
  }
  return sum;
}

/** Share of ones, weighted when weights are given. */
export function baseRate(outcome: ArrayLike<number>, weights: ArrayLike<number> | null = null): number {
  let ones = 0;
  let all = 0;
  for (let i = 0; i < outcome.length; i += 1) {
    const w = weights === null ? 1 : weights[i]!;
    ones += w * outcome[i]!;
    all += w;
  }
  return ones / all;
}

/** Log-likelihood of the model that gives everyone the base rate; 0 when all outcomes are alike. */
export function nullLogLikelihood(outcome: ArrayLike<number>, weights: ArrayLike<number> | null = null): number {
  const rate = baseRate(outcome, weights);
  if (rate === 0 || rate === 1) return 0;
  let sum = 0;
  for (let i = 0; i < outcome.length; i += 1) {
    sum += (weights === null ? 1 : weights[i]!) * (outcome[i] === 1 ? Math.log(rate) : Math.log1p(-rate));
  }
  return sum;
}
