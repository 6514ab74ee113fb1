/** How the report writes numbers: real minus, no leading zero below 1 where 1 is the limit, thin space in thousands. */

const THIN_SPACE = "\u202f"; // narrow and non-breaking, so that a number never wraps
const MINUS = "\u2212";
/** What stands where a number is undefined. */
export const UNDEFINED = "\u2013";

/** A number with `digits` decimals and its leading zero: `12.30`, `−0.40`. An undefined number is a dash. */
export function fixed(value: number | null, digits: number): string {
  if (value === null || !Number.isFinite(value)) return UNDEFINED;
  const [whole = "0", decimals] = Math.abs(value).toFixed(digits).split(".");
  const text = decimals === undefined ? grouped(whole) : `${grouped(whole)}.${decimals}`;
  return isNegative(value, digits) ? MINUS + text : text;
}

/** A quantity that cannot pass 1 (a correlation, an AUC, a share), without its leading zero: `.83`, `−.03`, `1.00`. */
export function decimal(value: number | null, digits = 2): string {
  return fixed(value, digits).replace(/^(\u2212?)0\./, "$1.");
}

/** A whole number with a thin space between thousands: `2 000`. */
export function count(value: number | null): string {
  return fixed(value, 0);
}

/** A number in `digits` significant digits, for quantities of any size: `0.0123`, `1.35`, `12.4`, `1 284`. */
export function significant(value: number | null, digits = 3): string {
  if (value === null || !Number.isFinite(value)) return UNDEFINED;
  if (value === 0) return "0";
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  if (magnitude < -4 || magnitude > 8) return powerOfTen(value, digits);
  return fixed(value, Math.max(0, digits - 1 - magnitude));
}

/** A share (0 to 1) in percent, without decimals when it rests on fewer than 1,000 people: `30 %`, `2.7 %`. */
export function percent(share: number | null, n: number | null): string {
  if (share === null || !Number.isFinite(share)) return UNDEFINED;
  return `${percentNumber(share, n)}${THIN_SPACE}%`;
}

/** A share with its interval: `30 % [24, 37]`. */
export function percentWithInterval(share: number | null, interval: Limits, n: number | null): string {
  return `${percent(share, n)}${bracketed(interval, (limit) => percentNumber(limit, n))}`;
}

/** An estimate with its interval, both through the same format: `.83 [.76, .90]`. */
export function withInterval(
  value: number | null,
  interval: Limits,
  format: (value: number | null) => string = decimal,
): string {
  return `${format(value)}${bracketed(interval, format)}`;
}

/** An interval alone: `[.76, .90]`; a dash when a limit is undefined. */
export function intervalText(interval: Limits, format: (value: number | null) => string = decimal): string {
  return bracketed(interval, format).trim() || UNDEFINED;
}

/** A p value as journals print it: `p = .012`, `p < .001`, `p > .999`. */
export function pValue(p: number | null): string {
  const text = pNumber(p);
  return text === UNDEFINED ? text : typeset(`p ${/^[<>]/.test(text) ? text.replace(/^(.)/, "$1 ") : `= ${text}`}`);
}

/** A p value for a table column headed p: `.012`, `<.001`, `>.999`. */
export function pNumber(p: number | null): string {
  if (p === null || !Number.isFinite(p)) return UNDEFINED;
  if (p < 0.001) return "<.001";
  if (p > 0.999) return ">.999";
  return decimal(p, 3);
}

/** A number of any size in a table: two decimals, more where it would vanish, none from 1,000 up. */
export function twoDecimals(value: number | null): string {
  const size = Math.abs(value ?? 0);
  if (size > 0 && size < 0.095) return significant(value, 2);
  return fixed(value, size >= 1000 ? 0 : 2);
}

/** Keeps together what belongs together in running text: a number and its percent sign, a symbol and its value. */
export function typeset(text: string): string {
  return text
    .replace(/(^|[\s[(,±])-(?=\.?\d)/g, "$1\u2212")
    .replace(/\s?>= ?(?=[\d.\u2212])/g, " ≥ ")
    .replace(/\s?<= ?(?=[\d.\u2212])/g, " ≤ ")
    .replace(/(n = )(\d{4,})/g, (_, sign: string, digits: string) => sign + grouped(digits))
    .replace(/(\d) %/g, `$1${THIN_SPACE}%`)
    .replace(/(\S) ([=<>≥≤]) (?=[\d.\u2212-])/g, "$1\u00a0$2\u00a0")
    .replace(/ \[[^\][a-z]{3,24}\]/gi, (interval) => interval.replaceAll(" ", "\u00a0"))
    .replace(/(ΔAUC|AUC) (?=[\u2212.\d])/g, "$1\u00a0");
}

/** Both limits, or null when the interval is undefined. */
export type Limits = readonly [number | null, number | null] | null | undefined;

function bracketed(interval: Limits, format: (value: number | null) => string): string {
  if (!interval || interval[0] === null || interval[1] === null) return "";
  return ` [${format(interval[0])}, ${format(interval[1])}]`;
}

function percentNumber(share: number | null, n: number | null): string {
  if (share === null) return UNDEFINED;
  return fixed(share * 100, n !== null && n >= 1000 ? 1 : 0);
}

function isNegative(value: number, digits: number): boolean {
  return Number(value.toFixed(digits)) < 0;
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}

function powerOfTen(value: number, digits: number): string {
  const [mantissa = "", exponent = ""] = Math.abs(value)
    .toExponential(digits - 1)
    .split("e");
  const raised = [...exponent.replace("+", "")].map((sign) => SUPERSCRIPTS[sign] ?? sign).join("");
  return `${value < 0 ? MINUS : ""}${mantissa} × 10${raised}`;
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};
