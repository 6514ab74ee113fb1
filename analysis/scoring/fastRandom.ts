import { randomStream } from "../numerics/random.ts";

const TWO_32 = 2 ** 32;
/** Small enough to stay in the first cache. */
const BATCH = 1024;

/** Random words for inner loops. */
export type FastWords = {
  /** Multiples of 2⁻³² in [0, 1); use each once, from `next()` on. */
  readonly shares: Float64Array;
  /** Where `count` unused shares start. */
  readonly take: (count: number) => number;
};

/** A fast stream: sfc32 (Doty-Humphrey, PractRand), started from the stream `stream` of `seed`, filled in batches so
 *  that a loop reads numbers instead of calling a function. At most 1024 at a time. */
export function fastWords(seed: number, stream: number): FastWords {
  const start = randomStream(seed, stream);
  const state = Int32Array.from({ length: 3 }, () => start.below(TWO_32 - 1) | 0);
  const shares = new Float64Array(BATCH);
  let counter = 1;
  let at = BATCH;
  const refill = () => {
    let [a, b, c] = [state[0]!, state[1]!, state[2]!];
    for (let i = 0; i < BATCH; i += 1) {
      const word = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + word) | 0;
      shares[i] = (word >>> 0) / TWO_32;
    }
    state.set([a, b, c]);
    at = 0;
  };
  const take = (count: number) => {
    if (count > BATCH) throw new RangeError(`at most ${BATCH} random words at a time, asked for ${count}`);
    if (at + count > BATCH) refill();
    at += count;
    return at - count;
  };
  return { shares, take };
}

/** The same as whole numbers in [0, n), one by one. */
export function fastBelow(seed: number, stream: number): (n: number) => number {
  const { shares, take } = fastWords(seed, stream);
  return (n) => Math.floor(shares[take(1)]! * n);
}
