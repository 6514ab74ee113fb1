/** Moments as companies write them. */
export type Moment = { readonly at: Date; readonly precision: "day" | "time" };

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: "(?<year>\\d{4})",
  YYYY: "(?<year>\\d{4})",
  MM: "(?<month>\\d{1,2})",
  dd: "(?<day>\\d{1,2})",
  DD: "(?<day>\\d{1,2})",
  HH: "(?<hour>\\d{1,2})",
  mm: "(?<minute>\\d{2})",
  ss: "(?<second>\\d{2})",
};
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?<zone>Z|[+-]\d{2}:?\d{2})?)?$/;

/** Reads a moment by `format` (yyyy MM dd HH mm ss, or YYYY and DD, and what stands between them), or as ISO 8601 without one.
 *  A time without a zone is UTC; a day alone is its first moment. Null when the text is no such moment. */
export function readMoment(text: string, format?: string): Moment | null {
  return format === undefined ? isoMoment(text) : formattedMoment(text, format);
}

/** The last millisecond that a moment still means: of a day alone, the end of the day. */
export function endOfMoment({ at, precision }: Moment): Date {
  return precision === "day" ? new Date(at.getTime() + 86_400_000 - 1) : at;
}

function isoMoment(text: string): Moment | null {
  const found = ISO.exec(text);
  if (!found) return null;
  const isDay = text.length === 10;
  const zone = found.groups?.["zone"] ?? "";
  const at = new Date(isDay ? `${text}T00:00:00Z` : `${text.replace(" ", "T")}${zone === "" ? "Z" : ""}`);
  const isReal = !Number.isNaN(at.getTime()) && hasDay(at, text.slice(0, 10), zone);
  return isReal ? { at, precision: isDay ? "day" : "time" } : null;
}

/** JavaScript turns 30 February into 1 March; a day that does not exist is a mistake in the file. */
function hasDay(at: Date, day: string, zone: string): boolean {
  if (zone !== "" && zone !== "Z") return !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && exists(day);
  return at.toISOString().slice(0, 10) === day;
}

function exists(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) === day;
}

function formattedMoment(text: string, format: string): Moment | null {
  const pattern = format
    .split(/(yyyy|YYYY|MM|dd|DD|HH|mm|ss)/)
    .map(
      (part) =>
        (Object.hasOwn(TOKENS, part) ? TOKENS[part] : undefined) ?? part.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&"),
    )
    .join("");
  const groups = new RegExp(`^${pattern}$`).exec(text)?.groups;
  if (!groups) return null;
  const number = (name: string, absent: number) => (groups[name] === undefined ? absent : Number(groups[name]));
  const [year, month, day] = [number("year", 0), number("month", 1), number("day", 1)];
  const at = new Date(Date.UTC(year, month - 1, day, number("hour", 0), number("minute", 0), number("second", 0)));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  if (!isReal || number("hour", 0) > 23 || number("minute", 0) > 59 || number("second", 0) > 59) return null;
  return { at, precision: groups["hour"] === undefined ? "day" : "time" };
}
