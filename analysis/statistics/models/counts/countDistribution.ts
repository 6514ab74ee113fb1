import gammaln from "@stdlib/math-base-special-gammaln";
import { type CountStudy, countDesign, fitPoisson } from "./countStudy.ts";
import { fitNegativeBinomial } from "./negativeBinomialModel.ts";

/** How many people bought so often, and how many a model expects to; the last count stands for itself and all above. */
export type CountDistribution = {
  readonly counts: readonly number[];
  readonly observed: readonly number[];
  readonly poisson: readonly number[];
  readonly negative_binomial: readonly number[] | null;
};

/** Rarer counts stand together. */
const MOST_COUNT = 30;

/** Observed and expected numbers of people by count, for a rootogram (Tukey 1977; Kleiber & Zeileis 2016). A model
 *  without an estimate is null. Each list sums to the number of rows. Null when no model has an estimate. */
export function countDistribution(study: CountStudy): CountDistribution | null {
  const most = Math.min(MOST_COUNT, Math.max(1, ...Array.from(study.counts)));
  const counts = Array.from({ length: most + 1 }, (_, count) => count);
  const observed = counts.map(() => 0);
  for (const count of Array.from(study.counts)) observed[Math.min(most, count)]! += 1;
  const design = countDesign(study, "full");
  const poisson = fitPoisson(study, design);
  if ("reason" in poisson) return null;
  const negative = fitNegativeBinomial(study, design);
  const theta = "reason" in negative ? null : Math.exp(negative.fit.tau);
  return {
    counts,
    observed,
    poisson: expected(poisson.mu, most, poissonLog),
    negative_binomial:
      "reason" in negative || theta === null
        ? null
        : expected(negative.fit.mu, most, (count, mu) => negativeBinomialLog(count, mu, theta)),
  };
}

type LogProbability = (count: number, mu: number) => number;

function expected(mu: ArrayLike<number>, most: number, log: LogProbability): readonly number[] {
  const means = Array.from(mu);
  const below = Array.from({ length: most }, (_, count) =>
    means.reduce((sum, mean) => sum + Math.exp(log(count, mean)), 0),
  );
  return [...below, Math.max(0, means.length - below.reduce((sum, value) => sum + value, 0))];
}

function poissonLog(count: number, mu: number): number {
  return count * Math.log(mu) - mu - gammaln(count + 1);
}

function negativeBinomialLog(count: number, mu: number, theta: number): number {
  return (
    gammaln(count + theta) -
    gammaln(theta) -
    gammaln(count + 1) -
    theta * Math.log1p(mu / theta) +
    count * (Math.log(mu) - Math.log(mu + theta))
  );
}
