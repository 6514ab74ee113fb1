import type { Mistakes } from "./mistakes.ts";
import { FORMAT_LETTERS, momentFormat, type ReadMoment, readIsoMoment, type WrittenMoment } from "./momentFormat.ts";
import type { ZoneClock } from "./zoneClock.ts";
import { zoneClock } from "./zoneClock.ts";

/** A moment as columns hold it. */
export type Moment = { readonly ms: number; readonly isDay: boolean; readonly day: number };
/** Why a text is no moment: it cannot be read, its zone is not known, or the clock never showed it. */
export type NoMoment = "unreadable" | "no-zone" | "never-shown";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

type Options = { readonly zone?: string | undefined; readonly dateFormat?: string | undefined };

/** One grammar of moments for every table: ISO 8601, or the format that was said. A time without a zone needs one; a
 *  day alone is a day. */
export class MomentReader {
  /** Times that the clock showed twice; the earlier was taken. */
  twice = 0;
  readonly zone: string | undefined;
  readonly dateFormat: string | undefined;
  private readonly written: ReadMoment;
  private readonly clock: ZoneClock | null;

  constructor({ zone, dateFormat }: Options, mistakes: Mistakes) {
    this.zone = zone;
    this.dateFormat = dateFormat;
    this.written = dateFormat === undefined ? readIsoMoment : formatNamed(dateFormat, mistakes);
    this.clock = zone === undefined ? null : clockNamed(zone, mistakes);
  }

  read(text: string): Moment | NoMoment {
    const written = this.written(text);
    if (written === null) return "unreadable";
    if (written.isDay) return { ms: this.dayStart(written.wall), isDay: true, day: written.wall / DAY_MS };
    if (written.offsetMs !== null) return this.instant(written, written.wall - written.offsetMs);
    if (this.clock === null) return "no-zone";
    const utc = this.clock.toUtc(written.wall);
    if (utc === null) return "never-shown";
    if (utc.isTwice) this.twice += 1;
    return this.instant(written, utc.ms);
  }

  private instant({ wall }: WrittenMoment, ms: number): Moment {
    return { ms, isDay: false, day: Math.floor((this.clock?.toWall(ms) ?? wall) / DAY_MS) };
  }

  /** Where the clock is put forward at midnight, the day begins an hour later. */
  private dayStart(wall: number): number {
    if (this.clock === null) return wall;
    return (this.clock.toUtc(wall) ?? this.clock.toUtc(wall + HOUR_MS))?.ms ?? wall;
  }
}

function formatNamed(dateFormat: string, mistakes: Mistakes): ReadMoment {
  const format = momentFormat(dateFormat);
  if ("read" in format) return format.read;
  return mistakes.stop({
    code: "setting-invalid",
    path: "--date-format",
    detail: `The date format cannot be used: ${format.wrong}.`,
    expected: `letters among ${FORMAT_LETTERS}, and what is between them`,
    found: dateFormat,
    todo: "Correct --date-format, such as dd.MM.yyyy HH:mm.",
  });
}

function clockNamed(zone: string, mistakes: Mistakes): ZoneClock {
  return (
    zoneClock(zone) ??
    mistakes.stop({
      code: "setting-invalid",
      path: "--time-zone",
      detail: `There is no time zone "${zone}".`,
      expected: "a name such as Europe/Amsterdam, or UTC",
      found: zone,
      todo: "Correct --time-zone.",
    })
  );
}
