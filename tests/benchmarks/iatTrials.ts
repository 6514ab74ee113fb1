import type { TrialGroup } from "../../analysis/data/scoring/trialTable.ts";
import { randomStream } from "../../experiments/random/randomStream.ts";

/** Trials of the four scored blocks of an IAT: practice and test, either pairing. */
const blocks = [
  { blockKind: "practice", pairing: "compatible", trials: 20 },
  { blockKind: "test", pairing: "compatible", trials: 40 },
  { blockKind: "practice", pairing: "incompatible", trials: 20 },
  { blockKind: "test", pairing: "incompatible", trials: 40 },
] as const;

export const TRIALS_A_PERSON = blocks.reduce((sum, { trials }) => sum + trials, 0);

/** Simulated people's IAT trials, as the reader of a trial table makes them, and the same as columns for the peer;
 *  `block` numbers the blocks of `blocks`, persons count from 0. */
export function drawIat(people: number, seed: number) {
  const { normal, uniform } = randomStream(seed);
  const total = people * TRIALS_A_PERSON;
  const person = new Int32Array(total);
  const block = new Int32Array(total);
  const latency = new Float64Array(total);
  let at = 0;
  const groups = Array.from({ length: people }, (_, number): TrialGroup => {
    const [speed, preference] = [6.6 + 0.15 * normal(), 0.1 + 0.12 * normal()];
    const rows = blocks.flatMap(({ blockKind, pairing, trials }, place) =>
      Array.from({ length: trials }, (_, trial) => {
        const slower = pairing === "incompatible" ? preference : 0;
        const latencyMs = Math.round(10 * Math.exp(speed + slower + 0.3 * normal())) / 10;
        person[at] = number;
        block[at] = place;
        latency[at] = latencyMs;
        at += 1;
        return { trialIndex: trial, blockKind, pairing, isCorrect: uniform() < 0.94, latencyMs };
      }),
    );
    return { participantId: String(number), instance: "iat", product: "", rows };
  });
  return { groups, columns: { person, block, latency } };
}
