import type { Truth } from "../contract/truth.ts";
import type { Random } from "./randomStream.ts";

/** Latent attitudes are standard normal. */
export type LatentPerson = {
  readonly stated: number;
  readonly implicit: number;
  /** What paid choices show; 0 where nobody looked. */
  readonly doing?: number;
};

/** Draws a person's latent attitudes, correlated as the truth says; always uses two normal deviates. */
export function latentPerson({ correlation }: Truth, random: Random): LatentPerson {
  const stated = random.normal();
  return { stated, implicit: correlation * stated + Math.sqrt(1 - correlation ** 2) * random.normal() };
}

/** The probability that a person who was asked buys. `intercept` is that of `interceptOf`. */
export function buyingProbability(
  { betas, reactivity }: Truth,
  { stated, implicit, doing = 0 }: LatentPerson,
  intercept: number,
): number {
  return logistic(
    intercept +
      reactivity +
      betas.stated * stated +
      betas.implicit * implicit +
      (betas.do === 0 ? 0 : betas.do * doing),
  );
}

/** How much of the disposition to pay is attitude and association, and how much a person's own: .6² + .8² = 1. */
const [SHARED, OWN] = [0.6, 0.8];

/** The latent disposition to take the focal product when it costs money, standard normal: attitude and association in
 *  equal parts, and something that neither shows. */
export function latentDoing({ correlation }: Truth, { stated, implicit }: LatentPerson, own: number): number {
  const sd = Math.sqrt(2 + 2 * correlation);
  return SHARED * (sd === 0 ? 0 : (stated + implicit) / sd) + (sd === 0 ? 1 : OWN) * own;
}

/** A latent attitude measured once: `reliability` is the share of variance that is not error. */
export function measuredOnce(latent: number, reliability: number, random: Random): number {
  return Math.sqrt(reliability) * latent + Math.sqrt(1 - reliability) * random.normal();
}

/** The intercept at which the population's mean probability (without reactivity) is the truth's base rate: bisection
 *  over the normal distribution of the linear predictor, integrated on a grid. */
export function interceptOf({ baseRate, betas, correlation }: Truth): number {
  const variance = betas.stated ** 2 + betas.implicit ** 2 + 2 * correlation * betas.stated * betas.implicit;
  const shared = correlation === -1 ? 0 : SHARED * Math.sqrt((1 + correlation) / 2) * (betas.stated + betas.implicit);
  const sd = Math.sqrt(Math.max(0, variance + betas.do ** 2 + 2 * betas.do * shared));
  let [low, high] = [-40, 40];
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (meanProbability(middle, sd) < baseRate) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function meanProbability(intercept: number, sd: number): number {
  const [step, reach] = [0.05, 8];
  let [sum, weights] = [0, 0];
  for (let z = -reach; z <= reach; z += step) {
    const weight = Math.exp(-0.5 * z * z);
    sum += weight * logistic(intercept + sd * z);
    weights += weight;
  }
  return sum / weights;
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
