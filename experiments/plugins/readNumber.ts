/** What a participant wrote as a number of at most two decimals, after a point or a comma; a currency and spaces around
 *  or between the digits are let go. Null for anything else: "1.234" may be one and a bit or over a thousand, and no
 *  guess is made. */
export function readNumber(written: string): number | null {
  const text = written.replace(/[\s\p{Sc}]/gu, "");
  if (!/^\d+([.,]\d{1,2})?$/.test(text)) return null;
  return Number(text.replace(",", "."));
}
