import { describe, expect, test } from "vitest";
import { OutcomeWindow } from "../../../experiments/contract/study.ts";
import { covers, type OutcomePerson, outcomeOf } from "../../../server/exports/outcomes.ts";

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const study = (more: Record<string, unknown> = {}) => ({ outcome: OutcomeWindow.parse({ toDays: 28, ...more }) });
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
