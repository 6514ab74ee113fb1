import { randomStream } from "../../experiments/random/randomStream.ts";
import { flagsOf } from "../../server/quality/flags.ts";
import type { StoredTrial } from "../../server/store/store.ts";

type Body = Readonly<Record<string, unknown>>;

const TIMED = 40;
const RATINGS = 10;

/** How someone answers: milliseconds of each timed response, and the values of the ratings. */
export type Manner = {
  latency(draws: ReturnType<typeof randomStream>, place: number): number;
  rating(draws: ReturnType<typeof randomStream>, place: number): number;
};

const person: Manner = {
  latency: ({ normal }) => Math.exp(Math.log(700) + 0.3 * normal()),
  // People who have an opinion answer around it.
  rating: ({ normal }, place) => Math.min(10, Math.max(0, Math.round(5 + (place % 4) + 1.5 * normal()))),
};
// One recording of a person, played again by everyone who has it.
const recording = Array.from({ length: TIMED }, (_, place) => person.latency(randomStream(7, place), place));

/** Simulated manners of answering; none of them is a real person. */
export const manners = {
  honest: person,
  straightLine: { ...person, rating: () => 7 },
  tooFast: { ...person, latency: ({ uniform }) => 120 + 150 * uniform() },
  random: { ...person, rating: ({ below }) => below(11) },
  zigzag: { ...person, rating: (_, place) => (place % 2 === 0 ? 2 : 8) },
  fixed: { ...person, latency: () => 650 },
  nearlyFixed: { ...person, latency: ({ normal }) => 650 + 15 * normal() },
  uniform: { ...person, latency: ({ uniform }) => 300 + 900 * uniform() },
  logNormal: { ...person, latency: ({ normal }) => Math.exp(Math.log(650) + 0.25 * normal()) },
  replayed: { ...person, latency: (_, place) => recording[place] ?? 600 },
  threeDelays: { ...person, latency: ({ below }) => [500, 650, 800][below(3)] ?? 500 },
} satisfies Readonly<Record<string, Manner>>;

/** The trials of one session in this manner. */
export function sessionOf(manner: Manner, seed: number): readonly StoredTrial[] {
  const draws = randomStream(seed);
  const timed = Array.from({ length: TIMED }, (_, place): Body => {
    return { isCorrect: true, latencyMs: manner.latency(draws, place) };
  });
  const ratings = Array.from({ length: RATINGS }, (_, place): Body => {
    return { lowest: 0, highest: 10, value: manner.rating(draws, place), latencyMs: 2500 + 900 * draws.normal() };
  });
  return storedTrials([...timed, ...ratings]);
}

/** Bodies as they lie in the store, shown one after the other. */
export function storedTrials(bodies: readonly Body[]): readonly StoredTrial[] {
  let clock = 0;
  return bodies.map((body, seq) => {
    const latencyMs = Math.max(1, Number(body["latencyMs"]));
    const full = { shownAtMs: clock, visibilityLost: false, ...body, latencyMs };
    clock += latencyMs + 400;
    return { seq, id: "", text: "", body: full, receivedAt: "" };
  });
}

/** The share of sessions in which any flag is raised. */
export function flaggedShare(sessions: readonly (readonly StoredTrial[])[]): number {
  const flags = (trials: readonly StoredTrial[]) => flagsOf(trials, { hasGaps: false, refused: 0, clockOffsetMs: 0 });
  return sessions.filter((trials) => flags(trials).length > 0).length / sessions.length;
}
