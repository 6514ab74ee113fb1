/** What a cell says about a moment. `wall` is its wall clock read as if it were UTC; `offsetMs` its distance from UTC,
 *  null when the cell does not say. */
export type WrittenMoment = { readonly wall: number; readonly isDay: boolean; readonly offsetMs: number | null };
export type ReadMoment = (text: string) => WrittenMoment | null;

const ZONE = "Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?";
const ISO = new RegExp(
  `^(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*(${ZONE})?)?$`,
);
const TOKENS: Readonly<Record<string, readonly [part: string, pattern: string]>> = {
  yyyy: ["year", "(?<year>\\d{4})"],
  YYYY: ["year", "(?<year>\\d{4})"],
  yy: ["year", "(?<shortYear>\\d{2})"],
  MMM: ["month", "(?<monthName>[A-Za-z]{3,9}\\.?)"],
  MM: ["month", "(?<month>\\d{1,2})"],
  M: ["month", "(?<month>\\d{1,2})"],
  dd: ["day", "(?<day>\\d{1,2})"],
  DD: ["day", "(?<day>\\d{1,2})"],
  d: ["day", "(?<day>\\d{1,2})"],
  D: ["day", "(?<day>\\d{1,2})"],
  HH: ["hour", "(?<hour>\\d{1,2})"],
  H: ["hour", "(?<hour>\\d{1,2})"],
  hh: ["hour", "(?<hour>\\d{1,2})"],
  h: ["hour", "(?<hour>\\d{1,2})"],
  mm: ["minute", "(?<minute>\\d{2})"],
  ss: ["second", "(?<second>\\d{2})"],
  SSS: ["milliseconds", "(?<milli>\\d{1,3})"],
  a: ["half of the day", "(?<half>[AaPp]\\.?[Mm]\\.?)"],
  Z: ["zone", `(?<zone>${ZONE})`],
  X: ["moment", "(?<unix>-?\\d{1,11})"],
  x: ["moment", "(?<unixMs>-?\\d{1,14})"],
};
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const PARTS = /(yyyy|YYYY|MMM|SSS|yy|MM|dd|DD|HH|hh|mm|ss|'[^']*'|[A-Za-z]+)/;
const FIRST_CENTURY = 2000;

/** The letters a format is made of. */
export const FORMAT_LETTERS = "yyyy yy MM M MMM dd d HH H hh h mm ss SSS a Z X x";

/** Reads ISO 8601 dates and moments, with `T` or a space between day and time. */
export const readIsoMoment: ReadMoment = (text) => {
  const found = ISO.exec(text);
  if (!found) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  return momentOf({
    numbers: [year, month, day, hour, minute, second, (fraction ?? "").slice(0, 3).padEnd(3, "0")],
    isDay: hour === undefined,
    zone,
  });
};

/** A reader of moments written in `format`, or what is wrong with the format. */
export function momentFormat(format: string): { readonly read: ReadMoment } | { readonly wrong: string } {
  const parts = format.split(PARTS).filter((part) => part !== "");
  const letters = parts.filter((part) => /^[A-Za-z]/.test(part));
  const wrong = wrongWith(letters);
  if (wrong !== null) return { wrong };
  const pattern = parts.map((part) => TOKENS[part]?.[1] ?? escaped(part.replaceAll("'", ""))).join("");
  const regex = new RegExp(`^${pattern}$`);
  return { read: (text) => momentFrom(regex.exec(text)?.groups) };
}

function wrongWith(letters: readonly string[]): string | null {
  const seen = new Map<string, string>();
  for (const letter of letters) {
    const part = TOKENS[letter]?.[0];
    if (part === undefined) return `"${letter}" means nothing in a format; put words between '…'`;
    const before = seen.get(part);
    if (before !== undefined) {
      return `it names the ${part} twice (${before} and ${letter}); MM is the month, mm the minutes, ss the seconds`;
    }
    seen.set(part, letter);
  }
  const hour = seen.get("hour");
  if (seen.has("moment")) return seen.size === 1 ? null : "X and x are a whole moment: nothing else goes with them";
  if (!["year", "month", "day"].every((part) => seen.has(part))) return "it needs a year, a month and a day (or X)";
  if (hour === "hh" || hour === "h")
    return seen.has("half of the day") ? null : `${hour} counts to 12 and needs a; HH counts to 24`;
  if (seen.has("half of the day")) return `a (AM or PM) goes with hh, not with ${hour ?? "no hour"}`;
  return hour === undefined && (seen.has("minute") || seen.has("second")) ? "it names minutes without an hour" : null;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

type Groups = Readonly<Record<string, string | undefined>>;

function momentFrom(groups: Groups | undefined): WrittenMoment | null {
  if (groups === undefined) return null;
  const { unix, unixMs, year, shortYear, month, monthName, day, hour, minute, second, milli, half, zone } = groups;
  if (unix !== undefined) return { wall: Number(unix) * 1000, isDay: false, offsetMs: 0 };
  if (unixMs !== undefined) return { wall: Number(unixMs), isDay: false, offsetMs: 0 };
  const clock = half === undefined ? hour : hourOfHalf(Number(hour), half);
  if (clock === null) return null;
  const named = MONTHS.indexOf((monthName ?? "").slice(0, 3).toLowerCase()) + 1;
  return momentOf({
    numbers: [
      year ?? String(FIRST_CENTURY + Number(shortYear)),
      month ?? String(named),
      day,
      clock,
      minute,
      second,
      (milli ?? "").padEnd(3, "0"),
    ],
    isDay: clock === undefined,
    zone,
  });
}

function hourOfHalf(hour: number, half: string): string | null {
  if (hour < 1 || hour > 12) return null;
  return String((hour % 12) + (/^p/i.test(half) ? 12 : 0));
}

type Written = {
  /** Year, month, day, hour, minute, second, milliseconds. */
  readonly numbers: readonly (string | undefined)[];
  readonly isDay: boolean;
  readonly zone: string | undefined;
};

function momentOf({ numbers, isDay, zone }: Written): WrittenMoment | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, milli = 0] = numbers.map((n) =>
    Number(n ?? 0),
  );
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, milli);
  const back = new Date(wall);
  const isReal = back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day;
  if (!isReal || hour > 23 || minute > 59 || second > 59) return null;
  if (isDay || zone === undefined) return { wall, isDay, offsetMs: null };
  const offsetMs = offsetOf(zone);
  return offsetMs === null ? null : { wall, isDay, offsetMs };
}

function offsetOf(zone: string): number | null {
  const [, sign, hours = "0", minutes = "0"] = /([+-])(\d{2}):?(\d{2})?/.exec(zone) ?? [];
  if (Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
