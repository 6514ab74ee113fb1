import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** Name of the generator, printed beside every seed. */
export const GENERATOR_NAME = "xoroshiro128+ (pure-rand), state hashed from seed and stream";

/** A source of random numbers; drawing from it advances it. */
export type Random = {
  /** A double in [0, 1). */
  readonly uniform: () => number;
  /** A whole number in [0, n). */
  readonly below: (n: number) => number;
  /** A standard normal deviate (Box & Muller, 1958); always uses two uniforms. */
  readonly normal: () => number;
  /** A shuffled copy (Fisher & Yates). */
  readonly shuffle: <T>(items: readonly T[]) => readonly T[];
};

// Neighbouring seeds differ in one bit; the avalanche makes their states unrelated (Wellons, lowbias32).
function avalanche(word: number): number {
  let x = word >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

function stateOf(seed: number, stream: number): readonly number[] {
  const words = [seed, Math.floor(seed / 2 ** 32), stream, Math.floor(stream / 2 ** 32)];
  const state: number[] = [];
  let carried = 0x9e3779b9;
  for (let round = 0; round < 8; round += 1) {
    carried = avalanche((carried + avalanche((words[round % 4]! | 0) + Math.imul(round + 1, 0x85ebca6b))) | 0);
    if (round >= 4) state.push(carried | 0);
  }
  return state.some((word) => word !== 0) ? state : [1, 2, 3, 4];
}

function shuffled<T>(items: readonly T[], below: (n: number) => number): readonly T[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const chosen = below(last + 1);
    const kept = copy[last]!;
    copy[last] = copy[chosen]!;
    copy[chosen] = kept;
  }
  return copy;
}

/**
 * The random stream number `stream` of `seed`: the same two whole numbers always give the same draws, and streams of
 * one seed are unrelated, so replicate i can be computed by any worker. Throws RangeError unless both are safe
 * non-negative integers. Generator: xoroshiro128+ (Blackman & Vigna, 2018) of pure-rand.
 */
export function randomStream(seed: number, stream = 0): Random {
  for (const word of [seed, stream]) {
    if (!Number.isSafeInteger(word) || word < 0) throw new RangeError(`seed and stream are whole numbers, got ${word}`);
  }
  const generator = xoroshiro128plusFromState(stateOf(seed, stream));
  const uniform = () => uniformFloat64(generator);
  const below = (n: number) => uniformInt(generator, 0, n - 1);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, below, normal, shuffle: (items) => shuffled(items, below) };
}
