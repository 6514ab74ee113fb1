const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const PASSES = 6;

/** The positions of values in ascending order, equal ones in the order given; NaN comes last. Counts digits of the numbers'
 *  bits (a radix sort), so that its time is in proportion to their number. */
export function argsort(values: ArrayLike<number>): Int32Array {
  const n = values.length;
  const { low, high } = sortableBits(values);
  const counts = new Int32Array(DIGITS);
  let order = Int32Array.from({ length: n }, (_, at) => at);
  let next = new Int32Array(n);
  for (let pass = 0; pass < PASSES; pass += 1) {
    const shift = pass * DIGIT_BITS;
    counts.fill(0);
    for (let at = 0; at < n; at += 1) counts[digit(low[at]!, high[at]!, shift)]! += 1;
    // All alike in this digit: nothing to move.
    if (counts[digit(low[0] ?? 0, high[0] ?? 0, shift)] === n) continue;
    let before = 0;
    for (let one = 0; one < DIGITS; one += 1) {
      const own = counts[one]!;
      counts[one] = before;
      before += own;
    }
    for (let at = 0; at < n; at += 1) {
      const row = order[at]!;
      const place = digit(low[row]!, high[row]!, shift);
      next[counts[place]!] = row;
      counts[place]! += 1;
    }
    [order, next] = [next, order];
  }
  return order;
}

/** The bits of each number as two halves whose order, read as one whole number without sign, is the numbers' own. */
function sortableBits(values: ArrayLike<number>): { readonly low: Uint32Array; readonly high: Uint32Array } {
  const bits = new Uint32Array(new Float64Array(values).buffer);
  const [low, high] = [new Uint32Array(values.length), new Uint32Array(values.length)];
  for (let at = 0; at < values.length; at += 1) {
    // 0 and −0 are one value.
    const isZero = values[at] === 0;
    const top = isZero ? 0 : bits[2 * at + 1]!;
    const isNegative = top >>> 31 === 1 && !Number.isNaN(values[at]);
    low[at] = isZero ? 0 : isNegative ? ~bits[2 * at]! : bits[2 * at]!;
    high[at] = isNegative ? ~top : top | 0x8000_0000;
  }
  return { low, high };
}

function digit(low: number, high: number, shift: number): number {
  if (shift >= 32) return (high >>> (shift - 32)) & (DIGITS - 1);
  const below = low >>> shift;
  return (shift + DIGIT_BITS > 32 ? below | (high << (32 - shift)) : below) & (DIGITS - 1);
}
