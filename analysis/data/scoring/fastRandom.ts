import { randomStream } from "../../../experiments/random/randomStream.ts";

const TWO_32 = 2 ** 32;

/** A fast stream for inner loops: sfc32 (Doty-Humphrey, PractRand), started from the stream `stream` of `seed`.
 *  The function returned gives a whole number in [0, n). */
export function fastBelow(seed: number, stream: number): (n: number) => number {
  const start = randomStream(seed, stream);
  let [a, b, c, counter] = [start.below(TWO_32 - 1) | 0, start.below(TWO_32 - 1) | 0, start.below(TWO_32 - 1) | 0, 1];
  return (n) => {
    const word = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + word) | 0;
    return Math.floor(((word >>> 0) / TWO_32) * n);
  };
}
