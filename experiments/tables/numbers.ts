import type { Cell } from "./cell.ts";

const POINT = 46;
const COMMA = 44;
const MINUS = 45;
const PLUS = 43;
const ZERO = 48;
/** Powers of ten that a double holds exactly: a quotient of two exact numbers is rounded once, as by a parser. */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** So many digits times so high a power of ten are exact as well: 1e9 · 5^9 is below 2^53. */
const HALF_DIGITS = 9;
/** Cuts a double in two halves of 26 bits. */
const CUT = 2 ** 27 + 1;
/** More than what is rounded off in a quotient of two doubles. */
const ROUNDING = 2 ** -50;
const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

type Marks = { count: number; proofs: number; line: number };

/** Reads plain numbers: a sign, digits, one decimal mark, an exponent. Counts which marks it met, so that a point or
 *  comma that could also part thousands is noticed. */
export class NumberReader {
  readonly points: Marks = { count: 0, proofs: 0, line: 0 };
  readonly commas: Marks = { count: 0, proofs: 0, line: 0 };
  /** Whether the caller left open which mark is the decimal one, and the file could mean either. */
  readonly isOpen: boolean;
  private readonly takesPoint: boolean;
  private readonly takesComma: boolean;

  constructor(options: { readonly commasSeparate: boolean; readonly decimal?: "." | "," | undefined }) {
    this.isOpen = options.decimal === undefined && !options.commasSeparate;
    this.takesPoint = options.decimal !== ",";
    this.takesComma = options.decimal === "," || (options.decimal === undefined && !options.commasSeparate);
  }

  /** The number in the cell; NaN when it is not a plain, finite one. */
  read(cell: Cell): number {
    const { bytes, from, to } = cell;
    let at = from;
    if (bytes[at] === MINUS || bytes[at] === PLUS) at += 1;
    let head = 0;
    let tail = 0;
    let significant = 0;
    let digits = 0;
    let decimals = 0;
    let mark = 0;
    for (; at < to; at++) {
      const byte = bytes[at]!;
      const digit = byte - ZERO;
      if (digit >= 0 && digit <= 9) {
        digits += 1;
        if (significant > 0 || digit > 0) significant += 1;
        if (significant <= HALF_DIGITS) head = head * 10 + digit;
        else if (significant <= 2 * HALF_DIGITS) tail = tail * 10 + digit;
        if (mark !== 0) decimals += 1;
      } else if (mark === 0 && ((byte === POINT && this.takesPoint) || (byte === COMMA && this.takesComma))) {
        mark = byte;
      } else break;
    }
    if (digits === 0) return Number.NaN;
    const isPlain = at === to && significant <= 2 * HALF_DIGITS && decimals < POWERS.length;
    const shifted = head * POWERS[Math.max(0, significant - HALF_DIGITS)]!;
    const size = isPlain ? quotient(shifted, tail, decimals) : Number.NaN;
    const isNegative = bytes[from] === MINUS;
    const number = Number.isNaN(size) ? longNumber(cell, mark === COMMA) : isNegative ? -size : size;
    if (mark !== 0 && !Number.isNaN(number)) this.count(mark, { digits, decimals, significant, line: cell.line });
    return number;
  }

  private count(mark: number, number: Parts): void {
    const marks = mark === COMMA ? this.commas : this.points;
    marks.count += 1;
    if (marks.line === 0) marks.line = number.line;
    // 0.125 and 1234.567 cannot be thousands; 1.234 can.
    const whole = number.digits - number.decimals;
    if (number.decimals !== 3 || whole > 3 || whole === 0 || number.significant <= 3) marks.proofs += 1;
  }
}

/** `(high + low) / 10^decimals` as a parser rounds it, of exact whole numbers below 1e18 whose sum needs up to 18 digits.
 *  NaN where the last bit cannot be told, which is once in millions. After Dekker (1971): the quotient of the rounded sum,
 *  and that of what it left. */
function quotient(high: number, low: number, decimals: number): number {
  const power = POWERS[decimals]!;
  const sum = high + low;
  const first = sum / power;
  const lost = low - (sum - high);
  if (sum <= Number.MAX_SAFE_INTEGER) return first;
  const second = (remainder(sum, first, power) + lost) / power;
  const [least, most] = [first + second * (1 - ROUNDING), first + second * (1 + ROUNDING)];
  return least === most ? least : Number.NaN;
}

/** What `first · power` leaves of `sum`, without rounding: both factors are cut in halves whose products are exact. */
function remainder(sum: number, first: number, power: number): number {
  const product = first * power;
  const [a, b] = [upperHalf(first), upperHalf(power)];
  const [c, d] = [first - a, power - b];
  return sum - product - (a * b - product + a * d + c * b + c * d);
}

function upperHalf(number: number): number {
  const raised = number * CUT;
  return raised - (raised - number);
}

type Parts = {
  readonly digits: number;
  readonly decimals: number;
  readonly significant: number;
  readonly line: number;
};

function longNumber({ bytes, from, to }: Cell, hasComma: boolean): number {
  const written = String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 400)));
  const text = hasComma ? written.replace(",", ".") : written;
  if (!PLAIN.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}
