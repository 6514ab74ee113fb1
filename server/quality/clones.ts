import { randomStream } from "../../experiments/random/randomStream.ts";
import type { StoredTrial } from "../store/store.ts";
import { firstLatency } from "./timing.ts";

/** Looks through a study's sessions for latencies that were recorded once and played again. */
export type CloneScreen = {
  /** Adds a session's trials; keeps a few hundred bytes of them. */
  add(sessionId: string, trials: readonly StoredTrial[]): void;
  /** By session, the correlation with the session it resembles most of those compared; only those over .85. Both of a
   *  pair are in it: which of them was recorded nobody can tell. */
  found(): ReadonlyMap<string, number>;
};

const LIMIT = 0.85;
const STEPS = 64;
const FEWEST_STEPS = 40;
/** One trial many times slower than its neighbours must not make two strangers alike. */
const LARGEST_STEP = 1;
const BANDS = 24;
const BITS = 10;
/** Unlike sessions share a drawer by chance; comparing with this many of them bounds the work. */
const COMPARED = 64;

type Fingerprint = { readonly sessionId: string; readonly steps: Float32Array };

/** A screen for clones. Sessions are compared by their steps, the first 64 differences of neighbouring log latencies of the
 *  longest timed task, so that blocks, tiredness and a person's own pace do not make strangers alike: of 574 sessions of
 *  real people no two strangers' correlated over .71. Work grows with the number of sessions, not with its square: each
 *  is compared only with those that lie on the same side of all of 10 random planes, in any of 24 drawings
 *  (Charikar, 2002); of true pairs with a correlation of .9 that finds 99 in 100. */
export function cloneScreen(): CloneScreen {
  const planes = randomPlanes();
  const drawers = new Map<number, Fingerprint[]>();
  const found = new Map<string, number>();
  const note = (sessionId: string, likeness: number) => {
    found.set(sessionId, Math.max(found.get(sessionId) ?? 0, likeness));
  };
  return {
    add(sessionId, trials) {
      const steps = stepsOf(trials);
      if (steps === null) return;
      const own = { sessionId, steps };
      for (const key of keysOf(steps, planes)) {
        const drawer = drawers.get(key) ?? [];
        const twin = drawer.find((other) => other.sessionId !== sessionId && product(steps, other.steps) > LIMIT);
        if (twin) {
          const likeness = product(steps, twin.steps);
          note(sessionId, likeness);
          note(twin.sessionId, likeness);
        }
        // A drawer of a clone's many copies needs no more of them.
        if (!twin && drawer.length < COMPARED) drawers.set(key, [...drawer, own]);
      }
    },
    found: () => found,
  };
}

/** The differences of neighbouring log latencies, of length 1 together; null when there are too few or none differ. */
function stepsOf(trials: readonly StoredTrial[]): Float32Array | null {
  const latencies = longestTask(trials).slice(0, STEPS + 1);
  if (latencies.length <= FEWEST_STEPS) return null;
  const steps = new Float32Array(STEPS);
  for (const [place, ms] of latencies.slice(1).entries()) {
    const before = latencies[place] ?? null;
    // Where a press is missing there is no step.
    const step = ms === null || before === null ? 0 : Math.log(Math.max(1, ms) / Math.max(1, before));
    steps[place] = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step));
  }
  const size = Math.sqrt(product(steps, steps));
  return size < 1e-6 ? null : steps.map((step) => step / size);
}

function longestTask(trials: readonly StoredTrial[]): readonly (number | null)[] {
  const tasks = new Map<unknown, (number | null)[]>();
  for (const trial of trials) {
    if (!("isCorrect" in trial.body || "pairing" in trial.body || "pressed" in trial.body)) continue;
    const task = trial.body["instance"];
    const latencies = tasks.get(task) ?? [];
    latencies.push(firstLatency(trial));
    tasks.set(task, latencies);
  }
  return [...tasks.values()].reduce((longest, one) => (one.length > longest.length ? one : longest), []);
}

function randomPlanes(): readonly Float32Array[] {
  const { normal } = randomStream(2002);
  return Array.from({ length: BANDS * BITS }, () => Float32Array.from({ length: STEPS }, normal));
}

/** One drawer a band, named by the sides of its planes. */
function keysOf(steps: Float32Array, planes: readonly Float32Array[]): readonly number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    const own = planes.slice(band * BITS, (band + 1) * BITS);
    return own.reduce((key, plane) => 2 * key + (product(steps, plane) > 0 ? 1 : 0), band);
  });
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let place = 0; place < STEPS; place += 1) sum += (one[place] ?? 0) * (other[place] ?? 0);
  return sum;
}
