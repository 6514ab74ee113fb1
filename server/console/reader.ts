/** The time zone of who reads the page that is being made; null for UTC. Pages are made in one go, so one is enough. */
let readersZone: string | null = null;

/** Makes a page whose moments are in a reader's time zone. */
export function readIn<T>(timeZone: string | null, work: () => T): T {
  const before = readersZone;
  readersZone = timeZone;
  try {
    return work();
  } finally {
    readersZone = before;
  }
}

/** A moment as people read it, in the reader's time zone, which it names. */
export function moment(at: string | null): string {
  if (at === null) return "";
  if (readersZone === null) return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
  const parts = new Map(
    formatOf(readersZone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? "";
  const day = `${part("year")}-${part("month")}-${part("day")}`;
  return `${day} ${part("hour")}:${part("minute")} ${part("timeZoneName")}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", {
      ...{ timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
      ...{ hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
    });
  formats.set(timeZone, format);
  return format;
}

/** The time zones that can be chosen, by their IANA names. */
export function timeZones(): readonly string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}
