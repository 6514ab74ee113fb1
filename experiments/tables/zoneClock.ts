const QUARTER_MS = 900_000;
/** No zone is further from UTC. */
const FURTHEST_MS = 14 * 3_600_000;

/** The wall clock of a time zone. */
export type ZoneClock = {
  /** UTC ms of what the clock showed (as if it were UTC): the earlier where it showed it twice, null where it never did. */
  toUtc(wall: number): { readonly ms: number; readonly isTwice: boolean } | null;
  /** What the clock showed at a moment, as if it were UTC. */
  toWall(utc: number): number;
};

/** The clock of an IANA zone; null when there is no such zone. */
export function zoneClock(zone: string): ZoneClock | null {
  const format = formatOf(zone);
  if (format === null) return null;
  const known = new Map<number, number>();
  const offsetAt = (utc: number): number => {
    const quarter = Math.floor(utc / QUARTER_MS);
    const offset = known.get(quarter) ?? wallOf(format, quarter * QUARTER_MS) - quarter * QUARTER_MS;
    known.set(quarter, offset);
    return offset;
  };
  return {
    toWall: (utc) => utc + offsetAt(utc),
    toUtc(wall) {
      const guesses = [wall - FURTHEST_MS, wall, wall + FURTHEST_MS].map((near) => wall - offsetAt(near));
      const real = [...new Set(guesses.filter((utc) => utc + offsetAt(utc) === wall))];
      return real.length === 0 ? null : { ms: Math.min(...real), isTwice: real.length > 1 };
    },
  };
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return null;
  }
}

function wallOf(format: Intl.DateTimeFormat, utc: number): number {
  const parts = new Map(format.formatToParts(utc).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The last millisecond (UTC) of a calendar day, given in days since 1970: in a zone, or in UTC without one. A day on
 *  which clocks are changed is an hour shorter or longer. */
export function dayEnd(day: number, zone: string | undefined): number {
  const wall = (day + 1) * DAY_MS;
  const clock = zone === undefined ? null : knownClock(zone);
  if (clock === null) return wall - 1;
  return ((clock.toUtc(wall) ?? clock.toUtc(wall + HOUR_MS))?.ms ?? wall) - 1;
}

const clocks = new Map<string, ZoneClock | null>();

function knownClock(zone: string): ZoneClock | null {
  const before = clocks.get(zone);
  if (before !== undefined) return before;
  const clock = zoneClock(zone);
  clocks.set(zone, clock);
  return clock;
}
