import { describe, expect, test } from "vitest";
import { type PanelSession, paceOf, spoken, suggestionFor } from "../../../server/quality/panelReview.ts";

/** Someone who took this many seconds. */
const took = (seconds: number, change: Partial<PanelSession> = {}): PanelSession => ({
  startedAt: "2026-03-01T10:00:00.000Z",
  finishedAt: new Date(Date.parse("2026-03-01T10:00:00.000Z") + 1000 * seconds).toISOString(),
  withdrawnAt: null,
  screenedOutAt: null,
  completionCode: "K7",
  checks: { asked: 0, failed: 0 },
  ...change,
});
/** Completion times that double and halve: their log₂ are 8, 9 and 10, mean 9. */
const steady = Array.from({ length: 30 }, (_, one) => took([256, 512, 1024][one % 3] ?? 0));

describe("the limit for an exceptionally fast completion", () => {
  test("is three standard deviations below the mean of the logarithms", () => {
    // The SD of log₂ over 30 people in three equal groups is √(20/29).
    const limit = 2 ** (9 - 3 * Math.sqrt(20 / 29));
    expect(paceOf(steady)).toEqual({ finished: 30, medianSeconds: 512, limitSeconds: expect.closeTo(limit, 8) });
  });

  test("is nobody's where fewer than twenty finished", () => {
    const few = [...steady.slice(0, 18), took(2)];
    expect(paceOf(few).limitSeconds).toBeNull();
    expect(suggestionFor(took(2), paceOf(few))).toEqual({ decision: "approve", seconds: 2, reasons: [] });
    expect(paceOf([])).toEqual({ finished: 0, medianSeconds: null, limitSeconds: null });
  });

  test("does not count those who did not finish", () => {
    const gone = took(1, { finishedAt: null, completionCode: null });
    expect(paceOf([...steady, gone, gone])).toEqual(paceOf(steady));
  });
});

describe("what to tell the panel", () => {
  const pace = paceOf(steady);

  test("names the time and the limit it fell below", () => {
    const { decision, reasons } = suggestionFor(took(60), pace);
    expect(decision).toBe("look again");
    expect(reasons).toEqual([
      "Completed exceptionally fast: in 1 min, a statistical outlier below the limit of 1 min 31 s " +
        "(three standard deviations below the mean of the logarithms of all 30 completion times).",
    ]);
  });

  test("is to pay whoever is quick but no outlier", () => {
    expect(suggestionFor(took(92), pace)).toEqual({ decision: "approve", seconds: 92, reasons: [] });
  });

  const short = steady.map(() => took(240));
  test.each([
    { people: short, failed: 1, decision: "look again", of: "a study of four minutes" },
    { people: steady, failed: 1, decision: "approve", of: "a study of eight minutes" },
    { people: steady, failed: 2, decision: "look again", of: "a study of eight minutes" },
  ])("is to $decision after $failed failed attention checks in $of", ({ people, failed, decision }) => {
    const suggestion = suggestionFor(took(500, { checks: { asked: 2, failed } }), paceOf(people));
    expect(suggestion.decision).toBe(decision);
    expect(suggestion.reasons).toEqual(decision === "approve" ? [] : [`Failed ${failed} of 2 attention checks.`]);
  });

  test("is nothing yet for whoever has not finished, however it went", () => {
    const open = { finishedAt: null, completionCode: null, checks: { asked: 3, failed: 3 } };
    expect(suggestionFor(took(1, open), pace)).toEqual({ decision: "not finished", seconds: null, reasons: [] });
    const left = { ...open, withdrawnAt: "2026-03-01T10:01:00.000Z" };
    expect(suggestionFor(took(1, left), pace).decision).toBe("withdrawn");
  });

  test("is to pay whoever withdrew after finishing", () => {
    expect(suggestionFor(took(500, { withdrawnAt: "2026-03-02T00:00:00.000Z" }), pace).decision).toBe("approve");
  });
});

test("a stretch of time is said in minutes and seconds", () => {
  expect([9.4, 59.6, 60, 91.2].map(spoken)).toEqual(["9 s", "1 min", "1 min", "1 min 31 s"]);
});
