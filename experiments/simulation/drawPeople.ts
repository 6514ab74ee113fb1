import type { SimulatedPerson } from "../contract/simulatedPerson.ts";
import type { TreatmentEffect, Truth } from "../contract/truth.ts";
import { buyingProbability, interceptOf, latentDoing, latentPerson, measuredOnce } from "../random/latentPerson.ts";
import { randomStream } from "../random/randomStream.ts";

/** One simulated participant: how it behaves in the study and whether it buys afterwards. */
export type DrawnPerson = {
  readonly index: number;
  readonly person: SimulatedPerson;
  readonly buys: boolean;
  /** Whether it would buy had it not been asked: the truth's reactivity makes the difference. */
  readonly buysUnasked: boolean;
  /** The same person under treatments that add this to what it says, feels and does. */
  readonly treated: (effect: TreatmentEffect) => Pick<DrawnPerson, "person" | "buys" | "buysUnasked">;
  /** Purchases the source does not see never reach the purchase file. */
  readonly isSeen: boolean;
  /** When in the outcome window it buys, as a share of the window's length. */
  readonly buysAt: number;
};

const MEDIAN_LATENCY_MS = 720;
const LATENCY_SPREAD = 0.18;

/** Draws `count` people from a truth; person i depends on the seed and i alone. */
export function drawPeople(truth: Truth, count: number, seed: number): readonly DrawnPerson[] {
  const intercept = interceptOf(truth);
  return Array.from({ length: count }, (_, index) => drawPerson(truth, { index, seed, intercept }));
}

function drawPerson(
  truth: Truth,
  draw: { readonly index: number; readonly seed: number; readonly intercept: number },
): DrawnPerson {
  const random = randomStream(draw.seed, draw.index);
  const attitudes = latentPerson(truth, random);
  const own = randomStream(draw.seed, DOING_STREAM + draw.index);
  const latent = { ...attitudes, doing: latentDoing(truth, attitudes, own.normal()) };
  const implicitZ = measuredOnce(latent.implicit, truth.reliability.implicit, random);
  const fate = random.uniform();
  const fated = (logOdds: number) => ({
    buys: fate < buyingProbability(truth, latent, draw.intercept + logOdds),
    buysUnasked: fate < buyingProbability({ ...truth, reactivity: 0 }, latent, draw.intercept + logOdds),
  });
  const mannerDraw = random.uniform();
  const isSeen = random.uniform() < truth.seen;
  const buysAt = 0.05 + 0.9 * random.uniform();
  const person: SimulatedPerson = {
    random: random.uniform,
    normal: random.normal,
    statedZ: () => measuredOnce(latent.stated, truth.reliability.stated, random),
    implicitZ,
    doZ: (pressure) =>
      measuredOnce(latent.doing, truth.reliability.stated, own) +
      (pressure === "fast" ? truth.pressure * implicitZ : 0),
    hypotheticalBias: truth.hypotheticalBias,
    medianLatencyMs: MEDIAN_LATENCY_MS * Math.exp(LATENCY_SPREAD * random.normal()),
    manner: mannerOf(mannerDraw, truth),
  };
  const treated = (effect: TreatmentEffect) => ({
    person: {
      ...person,
      statedZ: () => person.statedZ() + effect.say,
      implicitZ: person.implicitZ + effect.feel,
      doZ: (pressure: Parameters<SimulatedPerson["doZ"]>[0]) => person.doZ(pressure) + effect.do,
    },
    ...fated(effect.do),
  });
  return { index: draw.index, person, treated, ...fated(0), isSeen, buysAt };
}

/** A stream of the person's own, so that a study without paid choices meets the people it always met. */
const DOING_STREAM = 2 ** 32;

function mannerOf(draw: number, { careless, bots }: Truth): SimulatedPerson["manner"] {
  if (draw < bots) return "bot";
  return draw < bots + careless ? "careless" : "careful";
}
