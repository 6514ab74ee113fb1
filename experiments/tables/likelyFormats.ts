import { momentFormat } from "./momentFormat.ts";

const NUMBERS = /^(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?:([ T]+)(\d{1,2}):(\d{2})(:\d{2})?( ?[AaPp][Mm])?)?$/;
const DAYS_ONLY = 12;
const DAYS = ["yyyyMMdd", "MMM d, yyyy", "MMM d yyyy", "d MMM yyyy", "d-MMM-yyyy", "d-MMM-yy", "d. MMM yyyy"];
const WORDED = ["", " HH:mm", " HH:mm:ss", " h:mm a", " h:mm:ss a"].flatMap((clock) =>
  DAYS.map((day) => `${day}${clock}`),
);

/** The date formats in which a text that is no ISO 8601 looks like a date, the likelier first: 03/04/2026 is both. None of
 *  a text that does not look like one. */
export function likelyFormats(text: string): readonly string[] {
  if (/^\d{10}$/.test(text)) return ["X"];
  if (/^\d{13}$/.test(text)) return ["x"];
  const worded = WORDED.filter((format) => reads(format, text));
  if (worded.length > 0) return worded;
  const [, first = "", mark = "", second = "", third = "", gap = " ", hour, , seconds, half] = NUMBERS.exec(text) ?? [];
  if (first === "") return [];
  const clock =
    hour === undefined ? "" : `${gap.replace(/T/, "'T'")}${half ? "h" : "H"}:mm${seconds ? ":ss" : ""}${halfOf(half)}`;
  return daysOf([first, second, third], mark)
    .map((day) => `${day}${clock}`)
    .filter((format) => reads(format, text));
}

/** 31/02/2026 is a mistake of its own, not a format. */
function reads(format: string, text: string): boolean {
  const known = momentFormat(format);
  return "read" in known && known.read(text) !== null;
}

function halfOf(half: string | undefined): string {
  if (half === undefined) return "";
  return half.startsWith(" ") ? " a" : "a";
}

function daysOf([first, second, third]: readonly [string, string, string], mark: string): readonly string[] {
  if (first.length === 4) return [["yyyy", "M", "d"].join(mark)];
  if (first.length === 3 || third.length === 3) return [];
  const year = third.length === 4 ? "yyyy" : "yy";
  const dayFirst = ["d", "M", year].join(mark);
  const monthFirst = ["M", "d", year].join(mark);
  if (Number(first) > DAYS_ONLY) return [dayFirst];
  if (Number(second) > DAYS_ONLY) return [monthFirst];
  return mark === "/" ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
}
