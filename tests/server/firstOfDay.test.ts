import { expect, test } from "vitest";
import { firstOfDay } from "../../server/resources/firstOfDay.ts";

test("a copy of one's data is the first of its day once, for each person, until midnight (UTC)", () => {
  let now = new Date("2026-03-01T23:59:00Z");
  const isFirst = firstOfDay(() => now);
  expect([isFirst("ada"), isFirst("ada"), isFirst("ben"), isFirst("ada")]).toEqual([true, false, true, false]);
  now = new Date("2026-03-02T00:01:00Z");
  expect([isFirst("ada"), isFirst("ada")]).toEqual([true, false]);
});
