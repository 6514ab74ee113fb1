import { describe, expect, test } from "vitest";
import { endOfMoment, readMoment } from "../../../server/purchases/moments.ts";

const iso = (text: string, format?: string) => readMoment(text, format)?.at.toISOString() ?? null;

describe("a moment in a company's table", () => {
  test.each([
    ["2026-03-01", "2026-03-01T00:00:00.000Z"],
    ["2026-03-01 08:30", "2026-03-01T08:30:00.000Z"],
    ["2026-03-01T08:30:15.250+02:00", "2026-03-01T06:30:15.250Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ])("reads %s as ISO 8601, in UTC where no zone is named", (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  test.each(["2026-02-30", "2025-02-29T10:00+01:00", "01-03-2026", "2026-13-01", "2026-03-01T25:00", "", "tomorrow"])(
    "does not read %s",
    (text) => {
      expect(readMoment(text)).toBeNull();
    },
  );

  test.each([
    ["31-12-2025", "dd-MM-yyyy", "2025-12-31T00:00:00.000Z"],
    ["12/31/2025 23:59", "MM/dd/yyyy HH:mm", "2025-12-31T23:59:00.000Z"],
    ["1.2.2026", "DD.MM.YYYY", "2026-02-01T00:00:00.000Z"],
  ])("reads %s as %s", (text, format, expected) => {
    expect(iso(text, format)).toBe(expected);
  });

  test.each([
    ["31-02-2025", "dd-MM-yyyy"],
    ["2025-12-31", "dd-MM-yyyy"],
    ["01/01/2025 24:00", "MM/dd/yyyy HH:mm"],
  ])("does not read %s as %s", (text, format) => {
    expect(readMoment(text, format)).toBeNull();
  });

  test("means a day to its end where it closes a span", () => {
    const day = readMoment("2026-03-01");
    expect(day && endOfMoment(day).toISOString()).toBe("2026-03-01T23:59:59.999Z");
  });
});
