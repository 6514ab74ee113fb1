const MAX_ITERATIONS = 200;

/** The x between `low` and `high` where `f` crosses zero, to the last bits of a double (Ridders, 1979).
 *  Throws RangeError when `f` has the same sign at both ends. */
export function bracketedRoot(
  f: (x: number) => number,
  { low, high }: { readonly low: number; readonly high: number },
): number {
  let [a, b, fa, fb] = [low, high, f(low), f(high)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa * fb < 0)) throw new RangeError(`no sign change between ${low} (${fa}) and ${high} (${fb})`);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const middle = a + (b - a) / 2;
    const fm = f(middle);
    const x = middle + ((middle - a) * Math.sign(fa - fb) * fm) / Math.sqrt(fm * fm - fa * fb);
    const fx = f(x);
    if (fm === 0) return middle;
    if (fx === 0 || Math.abs(b - a) <= 4 * Number.EPSILON * Math.abs(x)) return x;
    if (fm * fx < 0) [a, fa, b, fb] = [middle, fm, x, fx];
    else if (fa * fx < 0) [b, fb] = [x, fx];
    else [a, fa] = [x, fx];
  }
  return a + (b - a) / 2;
}
