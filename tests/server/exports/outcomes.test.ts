import { describe, expect, test } from "vitest";
import { StudyOutcome } from "../../../experiments/contract/studyOutcome.ts";
import { covers, type OutcomePerson, outcomeOf } from "../../../server/exports/outcomes.ts";

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const study = (more: Record<string, unknown> = {}) => ({
  ...StudyOutcome.parse({ id: "bought", class: "observed-purchase", ...more }),
  days: [0, 28] as const,
});
const person = (more: Partial<OutcomePerson> = {}): OutcomePerson => ({
  sessionEnd: day(1),
  mayLink: true,
  isMatched: true,
  coverage: [{ from: day(-30), until: day(40) }],
  ...more,
});
const event = (at: number, kind = "purchase") => ({ purchasedAt: day(at), product: "velmora", kind });
const now = day(60);

describe("an outcome", () => {
  test("is 0 for someone who agreed, was matched, was covered and bought nothing", () => {
    expect(outcomeOf(study(), { person: person(), events: [], now })).toMatchObject({
      bought: 0,
      reason: null,
      events: 0,
    });
  });

  test.each([
    ["no-consent", person({ mayLink: false }), now],
    ["not-matched", person({ isMatched: false }), now],
    ["not-observable", person({ coverage: [{ from: day(-30), until: day(20) }] }), now],
    ["not-observable", person({ coverage: [] }), now],
    ["window-open", person({ coverage: [{ from: day(-30), until: day(20) }] }), day(20)],
  ])("is empty with %s", (reason, who, when) => {
    expect(outcomeOf(study(), { person: who, events: [], now: when })).toMatchObject({
      bought: null,
      reason,
      events: null,
    });
  });

  test("counts from after the session to the window's last moment", () => {
    const bought = (at: number) => outcomeOf(study(), { person: person(), events: [event(at)], now }).bought;
    expect([1, 2, 29, 30].map(bought)).toEqual([0, 1, 1, 0]);
  });

  test("takes returns off where the study says net, and only there", () => {
    const events = [event(3), event(5, "return")];
    expect(outcomeOf(study(), { person: person(), events, now }).bought).toBe(1);
    expect(outcomeOf(study({ returns: "net" }), { person: person(), events, now })).toMatchObject({
      bought: 0,
      events: 0,
    });
  });

  test("counts the events the study asks about, as many as it asks for", () => {
    const events = [event(3), event(4), event(5, "complaint")];
    expect(outcomeOf(study({ minimum: 3 }), { person: person(), events, now }).bought).toBe(0);
    expect(outcomeOf(study({ kind: "complaint" }), { person: person(), events, now })).toMatchObject({
      bought: 1,
      events: 1,
    });
  });

  test("is known by an event seen where silence would not be", () => {
    const partly = person({ coverage: [{ from: day(-30), until: day(20) }] });
    expect(outcomeOf(study(), { person: partly, events: [event(3)], now }).bought).toBe(1);
  });
});

describe("how long somebody was watched", () => {
  const watched = (who: Partial<OutcomePerson>, events: Parameters<typeof outcomeOf>[1]["events"], when = now) =>
    outcomeOf(study(), { person: person(who), events, now: when }).watched;

  test.each([
    ["to the first purchase", {}, [event(9), event(4)], now, { entry: 0, days: 3, event: 1 }],
    ["to the window's end without one", {}, [], now, { entry: 0, days: 28, event: 0 }],
    ["to the export while the window is open", {}, [], day(11), { entry: 0, days: 10, event: 0 }],
    ["to a purchase while the window is open", {}, [event(4)], day(11), { entry: 0, days: 3, event: 1 }],
    [
      "to the end of the coverage",
      { coverage: [{ from: day(-3), until: day(15) }] },
      [event(20)],
      now,
      { entry: 0, days: 14, event: 0 },
    ],
    [
      "from where a late coverage begins",
      { coverage: [{ from: day(8), until: day(40) }] },
      [event(20)],
      now,
      { entry: 7, days: 19, event: 1 },
    ],
    [
      "not at all where it happened before the coverage",
      { coverage: [{ from: day(8), until: day(40) }] },
      [event(4)],
      now,
      null,
    ],
    ["not at all without coverage", { coverage: [] }, [event(4)], now, null],
    ["not at all without consent", { mayLink: false }, [], now, null],
  ] as const)("%s", (...[, who, events, when, expected]) => {
    expect(watched(who, events, when)).toEqual(expected);
  });
});

test("spans cover a window together when they leave no gap", () => {
  const window = { from: day(1), until: day(29) };
  const to = (number: number) => new Date(day(number).getTime() - 1);
  expect(
    covers(
      [
        { from: day(1), until: to(15) },
        { from: day(15), until: day(29) },
      ],
      window,
    ),
  ).toBe(true);
  expect(
    covers(
      [
        { from: day(1), until: to(15) },
        { from: day(16), until: day(29) },
      ],
      window,
    ),
  ).toBe(false);
  expect(covers([{ from: day(2), until: day(29) }], window)).toBe(false);
});
