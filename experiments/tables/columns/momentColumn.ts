import { type Cell, textOf } from "../cell.ts";
import { tidyText } from "../ids.ts";
import { likelyFormats } from "../likelyFormats.ts";
import type { Moment, NoMoment } from "../momentReader.ts";
import type { Column } from "../table.ts";
import { type ColumnPlace, type ColumnReader, expectedOf, isMissing, refuseCell, refuseFile } from "./columnReader.ts";

/** Texts that are remembered; days come again, times hardly. */
const REMEMBERED = 20_000;

/** No table that is read here is older: an empty date of a spreadsheet, of a database and of Unix is, and seconds that are
 *  taken for milliseconds are. */
const EARLIEST = Date.UTC(1971, 0, 1);
const DAY = 86_400_000;
/** Programs write 2999 or 9999 where they have no date; a plan or a clock is not that far ahead. */
const LIFETIME = 100 * 365 * DAY;
/** Clocks differ and plans are made; a date further ahead than this is a mistyped year. */
const YEAR = 365 * DAY;

/** Moments and days. */
export class MomentColumn implements ColumnReader {
  private values: Float64Array;
  private isDay: Uint8Array;
  private days: Int32Array;
  private readonly at: ColumnPlace;
  private readonly known = new Map<string, Moment | NoMoment>();
  private hasToldZone = false;
  private hasToldFormat = false;
  private readonly now = Date.now();
  private ahead = 0;
  private aheadLine = 0;

  constructor(at: ColumnPlace) {
    this.at = at;
    this.values = new Float64Array(at.capacity);
    this.isDay = new Uint8Array(at.capacity);
    this.days = new Int32Array(at.capacity);
  }

  read(cell: Cell): void {
    const moment = isMissing(this.at, cell) ? null : this.momentIn(cell);
    if (moment !== null && typeof moment === "object") {
      if (this.isNoDate(cell, moment.ms)) {
        this.values[cell.row] = Number.NaN;
        return;
      }
      this.values[cell.row] = moment.ms;
      this.isDay[cell.row] = moment.isDay ? 1 : 0;
      this.days[cell.row] = moment.day;
      return;
    }
    this.values[cell.row] = Number.NaN;
    if (moment !== null) this.refuse(cell, moment);
  }

  private momentIn(cell: Cell): Moment | NoMoment {
    const text = textOf(cell) ?? "";
    const before = this.known.get(text);
    if (before !== undefined) return before;
    const { moments } = this.at.shared;
    const twiceBefore = moments.twice;
    const moment = moments.read(tidyText(text));
    if (this.known.size >= REMEMBERED) this.known.clear();
    // Each time that the clock showed twice is counted, so it is read each time.
    if (moments.twice === twiceBefore) this.known.set(text, moment);
    return moment;
  }

  private refuse(cell: Cell, why: NoMoment): void {
    const { moments } = this.at.shared;
    if (why === "unreadable") this.refuseUnreadable(cell, moments.dateFormat);
    else if (why === "never-shown") {
      const expected = `a time that clocks in ${moments.zone} showed`;
      const todo = "The clock was put forward over this time: correct the cell, or name another --time-zone.";
      refuseCell(this.at, cell, { expected, todo });
    } else if (!this.hasToldZone) {
      this.hasToldZone = true;
      refuseFile(this.at, cell, {
        detail: `The times of "${this.at.head}" do not say their zone.`,
        expected: "a zone in each cell (Z or +01:00), or --time-zone",
        todo: "Say which clock they were read from, such as --time-zone Europe/Amsterdam (or UTC).",
      });
    }
  }

  /** Refuses what stands for no date; counts what lies ahead where it cannot. */
  private isNoDate(cell: Cell, ms: number): boolean {
    if (ms < EARLIEST) this.refuseEmptyDate(cell, "a date or moment from 1971 on");
    const ahead = this.at.asked.past === true ? ms - this.now : 0;
    if (ahead > LIFETIME) this.refuseEmptyDate(cell, "a date or moment that has passed");
    else if (ahead > YEAR && this.ahead++ === 0) this.aheadLine = cell.line;
    return ms < EARLIEST || ahead > LIFETIME;
  }

  private refuseEmptyDate(cell: Cell, expected: string): void {
    const seconds = "Where the file holds seconds since 1970, say --date-format X.";
    const isCounted = this.at.shared.moments.dateFormat === "x";
    const empty = `Programs write such a date where they have none: correct it, or say --value "${this.at.name}:${textOf(cell) ?? ""}=" if it is missing.`;
    refuseCell(this.at, cell, { expected, todo: isCounted ? seconds : empty });
  }

  /** A date that is written in another way is written so in the whole file. */
  private refuseUnreadable(cell: Cell, format: string | undefined): void {
    const likely = likelyFormats(tidyText(textOf(cell) ?? ""));
    if (format !== undefined) {
      this.refuseOther(cell, format, likely);
      return;
    }
    const expected = expectedOf(this.at);
    if (isDayNumber(tidyText(textOf(cell) ?? ""))) {
      const todo = "Give the column a date format in the spreadsheet, such as yyyy-mm-dd, and save it again.";
      if (!this.hasToldFormat) refuseFile(this.at, cell, { detail: dayNumbers(this.at.head), expected, todo });
      this.hasToldFormat = true;
    } else if (likely.length === 0) {
      const todo = "Correct the cell, or say how dates are written, such as --date-format dd.MM.yyyy";
      refuseCell(this.at, cell, { expected, todo });
    } else if (!this.hasToldFormat) {
      this.hasToldFormat = true;
      const todo = `Say how the file writes dates, such as --date-format ${likely.map((one) => `"${one}"`).join(" or ")}`;
      refuseFile(this.at, cell, { detail: `The dates of "${this.at.head}" are not ISO 8601.`, expected, todo });
    }
  }

  /** A cell that is a date in another way than was said shows that the others may have been read wrongly. */
  private refuseOther(cell: Cell, format: string, likely: readonly string[]): void {
    const expected = `a moment written as ${format}`;
    if (likely.length === 0) {
      refuseCell(this.at, cell, { expected, todo: "Correct the cell or --date-format." });
      return;
    }
    if (this.hasToldFormat) return;
    this.hasToldFormat = true;
    refuseFile(this.at, cell, {
      detail: `The dates of "${this.at.head}" are not all written as ${format}.`,
      expected,
      todo: `If the file writes them so, say --date-format ${likely.map((one) => `"${one}"`).join(" or ")}; else write all of them in one way.`,
    });
  }

  miss(row: number): void {
    this.values[row] = Number.NaN;
  }

  grow(rows: number): void {
    const { values, isDay, days } = this;
    this.values = new Float64Array(rows);
    this.values.set(values);
    this.isDay = new Uint8Array(rows);
    this.isDay.set(isDay);
    this.days = new Int32Array(rows);
    this.days.set(days);
  }

  column(rows: number): Column {
    return {
      kind: "moment",
      values: this.values.subarray(0, rows),
      isDay: this.isDay.subarray(0, rows),
      days: this.days.subarray(0, rows),
    };
  }

  renew(): void {
    this.values = new Float64Array(this.values.length);
    this.isDay = new Uint8Array(this.isDay.length);
    this.days = new Int32Array(this.days.length);
  }

  finish(): void {
    if (this.ahead === 0) return;
    const are = this.ahead === 1 ? "One date" : `${this.ahead} dates`;
    const lie = this.ahead === 1 ? "lies" : "lie";
    const where = `${this.ahead === 1 ? "" : "first "}line ${this.aheadLine}`;
    this.at.shared.notes.push(
      `${are} of "${this.at.head}" ${lie} more than a year ahead (${where}): is the year right?`,
    );
  }
}

/** A spreadsheet numbers days from 1900: 20,000 is in 1954, 80,000 in 2119. */
function isDayNumber(text: string): boolean {
  return /^\d{5}(\.\d+)?$/.test(text) && Number(text) > 20_000 && Number(text) < 80_000;
}

function dayNumbers(head: string): string {
  return `The dates of "${head}" are the numbers by which a spreadsheet counts days.`;
}
