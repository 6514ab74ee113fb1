import { plainDigits } from "./localDigits.ts";

/** What a participant wrote as a number of at most two decimals, after a point or a comma (the Arabic one too), in the
 *  digits of any script; a currency, spaces around or between the digits and marks of direction are let go. Null for
 *  anything else: "1.234" may be one and a bit or over a thousand, and no guess is made. */
export function readNumber(written: string): number | null {
  const text = plainDigits(written)
    .replace(/[\s\p{Sc}\p{Cf}]/gu, "")
    .replace("٫", ",");
  if (!/^\d+([.,]\d{1,2})?$/.test(text)) return null;
  return Number(text.replace(",", "."));
}
