import { type Random, randomStream } from "../../../experiments/random/randomStream.ts";
import { cloneScreen } from "../../../server/quality/clones.ts";
import { type Flag, flagsOf } from "../../../server/quality/flags.ts";
import type { StoredTrial } from "../../../server/store/store.ts";

type Body = Readonly<Record<string, unknown>>;

/** The demo study's sorting task: trials a block, and how much slower than the easiest its blocks are. */
const BLOCKS = [
  { trials: 20, slower: 0 },
  { trials: 20, slower: 0 },
  { trials: 20, slower: 0.15 },
  { trials: 40, slower: 0.15 },
  { trials: 40, slower: 0.05 },
  { trials: 20, slower: 0.4 },
  { trials: 40, slower: 0.4 },
] as const;
/** More than the demo's three questions: a study that asks about a service and its employees. */
const RATINGS = 12;

/** Where in the sorting task a stimulus comes. */
type Moment = {
  readonly place: number;
  readonly inBlock: number;
  readonly slower: number;
  readonly wasWrong: boolean;
  readonly who: Person;
};

/** How someone answers: milliseconds to the first press and to a rating, how often wrong, and the ratings' values. */
export type Manner = {
  latency(draws: Random, moment: Moment): number;
  readonly errorShare: (who: Person) => number;
  rating(draws: Random, at: { readonly place: number; readonly who: Person }): number;
  ratingMs(draws: Random): number;
};

/** What one simulated person is like: pace, length of the slow tail, errors, opinion, and how much mixed sides slow it. */
type Person = {
  readonly paceMs: number;
  readonly tail: number;
  readonly errors: number;
  readonly opinion: number;
  readonly effect: number;
};

function personOf({ normal }: Random): Person {
  return {
    paceMs: 720 * Math.exp(0.17 * normal()),
    tail: 0.33 * Math.exp(0.15 * normal()),
    errors: Math.min(0.3, 0.05 * Math.exp(0.7 * normal())),
    opinion: normal(),
    effect: Math.max(0, 1 + 0.6 * normal()),
  };
}

/** Ex-Gaussian latencies (Luce, 1986) that are longer where the sides are mixed, at a block's start, after errors, and at
 *  times when a thought wanders; set so that their shape is that of the public data (realPeople.test.ts). */
const person: Manner = {
  latency({ normal, uniform }, { inBlock, slower, wasWrong, who }) {
    const share = Math.max(0.3, 0.6 + 0.07 * normal() - Math.log(1 - uniform()) * who.tail);
    const wandering = uniform() < 0.03 ? 1 - 2 * Math.log(1 - uniform()) : 1;
    const slowed = (1 + slower * who.effect) * (1 + 0.25 * Math.exp(-inBlock / 3)) * (wasWrong ? 1.1 : 1);
    return share * who.paceMs * slowed * wandering;
  },
  errorShare: ({ errors }) => errors,
  // Every item has a mean of its own, and people who like one thing like the next.
  rating: ({ normal }, { place, who }) => onScale(5 + (place % 4) + 1.2 * who.opinion + 1.3 * normal()),
  ratingMs: ({ normal }) => 3600 * Math.exp(0.4 * normal()),
};

const guessing = { errorShare: () => 0.5 } as const;
const rightAway = { errorShare: () => 0 } as const;

/** Simulated manners of answering; none of them is a real person. */
export const manners = {
  honest: person,
  straightLine: { ...person, rating: () => 7 },
  zigzag: { ...person, rating: (_, { place }) => (place % 2 === 0 ? 2 : 8) },
  tooFast: { ...person, latency: ({ uniform }) => 120 + 230 * uniform() },
  /** Presses and rates anything, at a person's pace. */
  random: { ...person, ...guessing, rating: ({ below }) => below(11) },
  /** Sorts well and rates anything: in so few ratings that looks like an opinion. */
  randomRatings: { ...person, rating: ({ below }) => below(11) },
  /** Hurries through everything, yet presses nothing before 300 ms. */
  speedRun: {
    ...person,
    latency: (draws, moment) => Math.max(305, 0.55 * person.latency(draws, moment)),
    errorShare: () => 0.25,
    ratingMs: ({ normal }) => 620 * Math.exp(0.25 * normal()),
  },
  fixed: { ...person, ...rightAway, latency: () => 650 },
  nearlyFixed: { ...person, ...rightAway, latency: ({ normal }) => 650 + 15 * normal() },
  threeDelays: { ...person, ...rightAway, latency: ({ below }) => [500, 650, 800][below(3)] ?? 500 },
  uniform: { ...person, ...rightAway, latency: ({ uniform }) => 300 + 900 * uniform() },
  logNormal: { ...person, ...rightAway, latency: ({ normal }) => Math.exp(Math.log(650) + 0.25 * normal()) },
  wideLogNormal: { ...person, ...rightAway, latency: ({ normal }) => Math.exp(Math.log(650) + 0.45 * normal()) },
  /** A log-normal after 300 ms in which nobody can answer: how latencies are simulated by those who have read about it. */
  shiftedLogNormal: {
    ...person,
    ...rightAway,
    latency: ({ normal }) => 300 + Math.exp(Math.log(350) + 0.5 * normal()),
  },
  /** A program that answers with a person's timing in every respect. */
  humanTiming: { ...person, errorShare: () => 0.04 },
} satisfies Readonly<Record<string, Manner>>;

export type MannerName = keyof typeof manners;

/** The trials of one session in this manner: twelve ratings, then the sorting task. */
export function sessionOf(manner: Manner, seed: number): readonly StoredTrial[] {
  const draws = randomStream(seed);
  const who = personOf(draws);
  const ratings = Array.from({ length: RATINGS }, (_, place): Body => {
    const latencyMs = manner.ratingMs(draws);
    return { measure: "touchpoints", lowest: 0, highest: 10, value: manner.rating(draws, { place, who }), latencyMs };
  });
  let wasWrong = false;
  const moments = BLOCKS.flatMap(({ trials, slower }) =>
    Array.from({ length: trials }, (_, inBlock) => ({ inBlock, slower })),
  );
  const sorted = moments.map((moment, place): Body => {
    const firstLatencyMs = Math.max(1, manner.latency(draws, { ...moment, place, wasWrong, who }));
    wasWrong = draws.uniform() < manner.errorShare(who);
    const correctedMs = wasWrong ? 150 + 250 * draws.uniform() : 0;
    return { ...sortedTrial(!wasWrong), firstLatencyMs, latencyMs: firstLatencyMs + correctedMs };
  });
  return storedTrials([...ratings, ...sorted]);
}

/** A recorded session played again by a program, whose timers are off by up to `jitterMs` either way. */
export function replayOf(recorded: readonly StoredTrial[], jitterMs: number, seed: number): readonly StoredTrial[] {
  const { uniform } = randomStream(seed);
  return storedTrials(
    recorded.map(({ body }) => {
      const off = jitterMs * (2 * uniform() - 1);
      const moved = (ms: unknown) => (typeof ms === "number" ? Math.max(1, ms + off) : ms);
      const { shownAtMs: _, firstLatencyMs, latencyMs, ...rest } = body;
      return {
        ...rest,
        latencyMs: moved(latencyMs),
        ...("isCorrect" in body && { firstLatencyMs: moved(firstLatencyMs) }),
      };
    }),
  );
}

function sortedTrial(isCorrect: boolean): Body {
  return { measure: "iat", instance: "iat", isCorrect };
}

function onScale(value: number): number {
  return Math.min(10, Math.max(0, Math.round(value)));
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

const unremarkable = { hasGaps: false, refused: 0, clockOffsetMs: 0 } as const;

/** The share of sessions in which any flag is raised, each looked at by itself. */
export function flaggedShare(sessions: readonly (readonly StoredTrial[])[]): number {
  return sessions.filter((trials) => flagsOf(trials, unremarkable).length > 0).length / sessions.length;
}

/** The share of sessions that raise this flag by themselves. */
export function shareWith(flag: Flag, sessions: readonly (readonly StoredTrial[])[]): number {
  const has = (trials: readonly StoredTrial[]) => flagsOf(trials, unremarkable).some((one) => one.flag === flag);
  return sessions.filter(has).length / sessions.length;
}

/** Which sessions of one study run as another of them, by place. */
export function clonesAmong(sessions: readonly (readonly StoredTrial[])[]): ReadonlySet<number> {
  const screen = cloneScreen();
  for (const [place, trials] of sessions.entries()) screen.add(String(place), trials);
  return new Set([...screen.found().keys()].map(Number));
}
