import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClockMark, judgeClock } from "../../../server/database/clockMark.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const start = new Date("2026-11-30T12:00:00.000Z");
const after = (ms: number) => new Date(start.getTime() + ms);
const seen: ClockMark = { seen: start.toISOString(), leapt: null };

describe("a clock", () => {
  test("is believed from look to look, a day and a half apart at most", () => {
    expect(judgeClock(null, start)).toMatchObject({ believed: start, hasLeapt: false });
    expect(judgeClock(seen, after(36 * HOUR_MS))).toMatchObject({ believed: after(36 * HOUR_MS), hasLeapt: false });
    expect(judgeClock(seen, after(37 * HOUR_MS))).toMatchObject({ believed: start, hasLeapt: true });
  });

  test("that leaps is not believed at once, ahead or back, and is once it has said so for most of a day", () => {
    const leap = fc.integer({ min: 2, max: 3650 });
    fc.assert(
      fc.property(leap, fc.boolean(), (days, isBack) => {
        const leapt = after((isBack ? -1 : 1) * days * DAY_MS);
        const first = judgeClock(seen, leapt);
        expect(first).toMatchObject({ believed: start, hasLeapt: true });
        const soon = judgeClock(first.mark, new Date(leapt.getTime() + HOUR_MS));
        expect(soon).toMatchObject({ believed: start, hasLeapt: true });
        const nextDay = new Date(leapt.getTime() + 20 * HOUR_MS);
        expect(judgeClock(soon.mark, nextDay)).toMatchObject({ believed: nextDay, hasLeapt: false });
      }),
    );
  });

  test("that is right again after one wrong moment has changed nothing", () => {
    const wrong = judgeClock(seen, after(100 * DAY_MS));
    expect(judgeClock(wrong.mark, after(HOUR_MS))).toMatchObject({
      believed: after(HOUR_MS),
      hasLeapt: false,
      mark: { leapt: null },
    });
  });
});
