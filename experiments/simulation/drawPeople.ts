import type { SimulatedPerson } from "../contract/simulatedPerson.ts";
import type { Truth } from "../contract/truth.ts";
import { type Random, randomStream } from "../random/randomStream.ts";

/** One simulated participant: how it behaves in the study and whether it buys afterwards. */
export type DrawnPerson = {
  readonly index: number;
  readonly person: SimulatedPerson;
  readonly buys: boolean;
  /** Purchases the source does not see never reach the purchase file. */
  readonly isSeen: boolean;
  /** When in the outcome window it buys, as a share of the window's length. */
  readonly buysAt: number;
};

const MEDIAN_LATENCY_MS = 720;
const LATENCY_SPREAD = 0.18;

/** Draws `count` people from a truth; person i depends on the seed and i alone. */
export function drawPeople(truth: Truth, count: number, seed: number): readonly DrawnPerson[] {
  const intercept = interceptFor(truth);
  return Array.from({ length: count }, (_, index) => drawPerson(truth, { index, seed, intercept }));
}

function drawPerson(
  truth: Truth,
  draw: { readonly index: number; readonly seed: number; readonly intercept: number },
): DrawnPerson {
  const random = randomStream(draw.seed, draw.index);
  const stated = random.normal();
  const implicit = truth.correlation * stated + Math.sqrt(1 - truth.correlation ** 2) * random.normal();
  const implicitZ = withError(implicit, truth.reliability.implicit, random);
  const logOdds = draw.intercept + truth.reactivity + truth.betas.stated * stated + truth.betas.implicit * implicit;
  const buys = random.uniform() < logistic(logOdds);
  const mannerDraw = random.uniform();
  const isSeen = random.uniform() < truth.seen;
  const buysAt = 0.05 + 0.9 * random.uniform();
  const person: SimulatedPerson = {
    random: random.uniform,
    normal: random.normal,
    statedZ: () => withError(stated, truth.reliability.stated, random),
    implicitZ,
    medianLatencyMs: MEDIAN_LATENCY_MS * Math.exp(LATENCY_SPREAD * random.normal()),
    manner: mannerOf(mannerDraw, truth),
  };
  return { index: draw.index, person, buys, isSeen, buysAt };
}

function mannerOf(draw: number, { careless, bots }: Truth): SimulatedPerson["manner"] {
  if (draw < bots) return "bot";
  return draw < bots + careless ? "careless" : "careful";
}

function withError(latent: number, reliability: number, random: Random): number {
  return Math.sqrt(reliability) * latent + Math.sqrt(1 - reliability) * random.normal();
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The intercept at which the population's mean probability (without reactivity) is the truth's base rate: bisection
 *  over the normal distribution of the linear predictor, integrated on a grid. */
function interceptFor({ baseRate, betas, correlation }: Truth): number {
  const variance = betas.stated ** 2 + betas.implicit ** 2 + 2 * correlation * betas.stated * betas.implicit;
  const sd = Math.sqrt(Math.max(0, variance));
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
