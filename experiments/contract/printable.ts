/** Text as a terminal may show it: what would move its cursor, change its colours, hide or turn round what stands there is
 *  written out as \\u{…}. Line ends and tabs stay. */
export function printable(text: string): string {
  return text.replace(UNSEEN, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`);
}

// Control characters of either kind, and those that set the direction of writing (unicode.org/reports/tr9, tr36).
const UNSEEN = /(?![\n\t])[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
