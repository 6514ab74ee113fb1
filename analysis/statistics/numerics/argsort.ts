const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
/** Where the digits of the upper half begin, and where all end. */
const HALF = 3 * DIGIT_BITS;
const ALL = 6 * DIGIT_BITS;

/** The positions of values in ascending order, equal ones in the order given; NaN comes last. Counts digits of the numbers'
 *  bits (a radix sort), so that its time is in proportion to their number. */
export function argsort(values: ArrayLike<number>): Int32Array {
  const bits = sortableBits(values);
  // Numbers that differ at all mostly differ in the upper half of their bits: that order is nearly the whole one.
  const nearly = sortedByDigits(bits, HALF);
  return isFinished(nearly, bits) ? nearly : sortedByDigits(bits, 0);
}

type Bits = { readonly low: Uint32Array; readonly high: Uint32Array };

function sortedByDigits({ low, high }: Bits, from: number): Int32Array {
  const n = low.length;
  const counts = new Int32Array(DIGITS);
  let order = new Int32Array(n);
  for (let at = 0; at < n; at += 1) order[at] = at;
  let next = new Int32Array(n);
  for (let shift = from; shift < ALL; shift += DIGIT_BITS) {
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

/** Moves what is still out of order to its place, and whether that was little work. */
function isFinished(order: Int32Array, { low, high }: Bits): boolean {
  let moves = 0;
  for (let at = 1; at < order.length; at += 1) {
    const row = order[at]!;
    let place = at;
    for (; place > 0; place -= 1) {
      const before = order[place - 1]!;
      const gap = high[before]! - high[row]!;
      if (gap < 0 || (gap === 0 && low[before]! <= low[row]!)) break;
      order[place] = before;
      moves += 1;
    }
    order[place] = row;
    if (moves > order.length) return false;
  }
  return true;
}

/** The bits of each number as two halves whose order, read as one whole number without sign, is the numbers' own. */
function sortableBits(values: ArrayLike<number>): Bits {
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
