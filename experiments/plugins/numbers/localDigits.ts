/** A text with the digits of every script written as 0 to 9: １２, ١٢ and १२ are 12. */
export function plainDigits(text: string): string {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => String(decimalOf(digit)));
}

/** The scripts' digits stand in tens that begin at a code point ending in 0 or in 6 (hexadecimal). */
function decimalOf(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  const [start, place] = [point - (point % 16), point % 16];
  return /\p{Nd}/u.test(String.fromCodePoint(start)) ? place : place - 6;
}
