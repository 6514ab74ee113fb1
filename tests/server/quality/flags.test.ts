import { describe, expect, test } from "vitest";
import { flagsOf } from "../../../server/quality/flags.ts";
import type { StoredTrial } from "../../../server/store/store.ts";
import { flaggedShare, manners, sessionOf } from "../../prove/support/respondents.ts";

const stored = (bodies: readonly Readonly<Record<string, unknown>>[]): readonly StoredTrial[] => {
  let clock = 0;
  return bodies.map((body, seq) => {
    const latencyMs = Number(body["latencyMs"] ?? 900);
    const full = { shownAtMs: clock, visibilityLost: false, latencyMs, ...body };
    clock += latencyMs + 400;
    return { seq, id: "", text: "", body: full, receivedAt: "" };
  });
};
const steady = Array.from({ length: 10 }, (_, at) => ({ isCorrect: true, latencyMs: 500 + 37 * at }));
const fine = { hasGaps: false, refused: 0, clockOffsetMs: 1200 };
const names = (bodies: readonly Readonly<Record<string, unknown>>[], session = fine) =>
  flagsOf(stored(bodies), session).map(({ flag }) => flag);

const scale = (values: readonly number[], highest = 10) =>
  values.map((value, at) => ({ lowest: 0, highest, value, latencyMs: 1800 + 211 * at }));

describe("a flag", () => {
  test("is raised for at most 1 % of simulated honest sessions", () => {
    const people = Array.from({ length: 500 }, (_, seed) => sessionOf(manners.honest, seed));
    expect(flaggedShare(people)).toBeLessThanOrEqual(0.01);
  });

  test("tells of a clock that is far off, either way, and of no small difference", () => {
    const off = (clockOffsetMs: number) => names(steady, { ...fine, clockOffsetMs });
    expect([off(6 * 60_000), off(-400 * 86_400_000)]).toEqual([["clock-off"], ["clock-off"]]);
    expect([off(-4 * 60_000), off(0)]).toEqual([[], []]);
  });

  test.each([
    ["too-fast", Array.from({ length: 20 }, (_, at) => ({ isCorrect: true, latencyMs: at < 3 ? 250 : 500 + 37 * at }))],
    [
      "straight-lining",
      Array.from({ length: 8 }, (_, at) => ({ lowest: 1, highest: 7, value: 5, latencyMs: 800 + 211 * at })),
    ],
    [
      "rushed-ratings",
      Array.from({ length: 3 }, (_, at) => ({ lowest: 1, highest: 5, value: at, latencyMs: [400, 990, 3000][at] })),
    ],
    ["patterned-ratings", scale([2, 8, 2, 8, 2, 8, 2, 8, 2, 8])],
    ["patterned-ratings", scale([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4])],
    [
      "random-answers",
      Array.from({ length: 40 }, (_, at) => ({ measure: "iat", isCorrect: at % 5 > 1, latencyMs: 500 + 37 * at })),
    ],
    [
      "no-slow-tail",
      Array.from({ length: 60 }, (_, at) => ({ measure: "iat", isCorrect: true, latencyMs: 300 + 15 * at })),
    ],
    ["focus-lost", Array.from({ length: 10 }, (_, at) => ({ visibilityLost: at < 2, latencyMs: 400 + 90 * at }))],
    ["translated", [{ latencyMs: 900 }, { latencyMs: 1300, pageTranslated: true }]],
    ["even-timing", Array.from({ length: 30 }, (_, at) => ({ latencyMs: 500 + (at % 7) }))],
    ["repeated-timing", Array.from({ length: 30 }, (_, at) => ({ latencyMs: [400, 700, 1100][at % 3] }))],
    ["impossible-timing", Array.from({ length: 10 }, (_, at) => ({ latencyMs: 2000 + at, shownAtMs: at * 100 }))],
  ])("%s is raised by what it is about", (flag, bodies) => {
    expect(names(bodies)).toContain(flag);
  });

  test("tells of gaps and refused trials", () => {
    expect(names([], { ...fine, hasGaps: true, refused: 2 })).toEqual(["gaps", "refused"]);
  });

  test("is not raised by seven equal ratings, nor where there is nothing to look at", () => {
    expect(
      names(Array.from({ length: 7 }, (_, at) => ({ lowest: 1, highest: 7, value: 5, latencyMs: 800 + 211 * at }))),
    ).toEqual([]);
    expect(names([])).toEqual([]);
  });

  test.each([
    ["a pattern that repeats seven times only", scale([2, 8, 2, 8, 2, 8, 2, 8, 2])],
    ["one that goes over into another scale", [...scale([2, 8, 2, 8, 2]), ...scale([8, 2, 8, 2, 8], 12)]],
    ["a pattern with a rest in it", scale([2, 2, 8, 2, 2, 8, 2, 2, 8, 2, 2, 8, 2, 2, 8])],
    ["two quick ratings", scale([2, 7]).map((body) => ({ ...body, latencyMs: 300 }))],
    ["39 % of errors", sorting(100, (at) => at >= 39)],
    [
      "many errors in a task that hurries",
      sorting(100, (at) => at % 2 === 0).map((body) => ({ ...body, measure: "goNoGoAssociation" })),
    ],
    [
      "too few latencies to have a shape",
      sorting(59, () => true).map((body, at) => ({ ...body, latencyMs: 300 + 15 * at })),
    ],
  ])("is not raised by %s", (_, bodies) => {
    expect(names(bodies)).toEqual([]);
  });

  test("no-slow-tail is judged by the first press, which a correction makes no longer", () => {
    const corrected = sorting(60, (at) => at % 20 > 0).map((body, at) => {
      const firstLatencyMs = 300 + 15 * at;
      return { ...body, firstLatencyMs, latencyMs: body.isCorrect ? firstLatencyMs : 9 * firstLatencyMs };
    });
    expect(names(corrected)).toEqual(["no-slow-tail"]);
  });
});

/** Sorted stimuli with latencies that have a slow tail. */
function sorting(count: number, isCorrect: (at: number) => boolean) {
  return Array.from({ length: count }, (_, at) => ({
    measure: "iat",
    isCorrect: isCorrect(at),
    latencyMs: 400 - 300 * Math.log(1 - (((at * 37) % count) + 0.5) / count),
  }));
}
