const MAX_TERMS = 1_000_000;

/** Gauss's hypergeometric function 2F1(a, b; c; z) by its series, for 0 <= z < 1 and positive a, b, c.
 *  Throws RangeError outside, or when a million terms do not settle it. Source: Abramowitz & Stegun 15.1.1. */
export function hypergeometric([a, b, c]: readonly [number, number, number], z: number): number {
  if (!(z >= 0 && z < 1)) throw new RangeError(`the series needs 0 <= z < 1, got ${z}`);
  let sum = 1;
  let term = 1;
  for (let j = 0; j < MAX_TERMS; j++) {
    term *= (((a + j) * (b + j)) / ((c + j) * (j + 1))) * z;
    sum += term;
    if (Math.abs(term) < 1e-17 * Math.abs(sum)) return sum;
  }
  throw new RangeError(`2F1(${a}, ${b}; ${c}; ${z}) does not settle`);
}
