import { describe, expect, test } from "vitest";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { flagsOf } from "../../../server/quality/flags.ts";
import type { StoredTrial } from "../../../server/store/store.ts";

const stored = (bodies: readonly Readonly<Record<string, unknown>>[]): readonly StoredTrial[] => {
  let clock = 0;
  return bodies.map((body, seq) => {
    const latencyMs = Number(body["latencyMs"] ?? 900);
    const full = { shownAtMs: clock, visibilityLost: false, latencyMs, ...body };
    clock += latencyMs + 400;
    return { seq, id: "", text: "", body: full, receivedAt: "" };
  });
};
const fine = { hasGaps: false, refused: 0, clockOffsetMs: 1200 };
const names = (bodies: readonly Readonly<Record<string, unknown>>[], session = fine) =>
  flagsOf(stored(bodies), session).map(({ flag }) => flag);

/** Latencies as people have them: log-normal around 700 ms. */
function honest(seed: number) {
  const { normal, below } = randomStream(seed);
  const timed = Array.from({ length: 40 }, () => ({
    isCorrect: true,
    latencyMs: Math.exp(Math.log(700) + 0.3 * normal()),
  }));
  const ratings = Array.from({ length: 10 }, () => ({
    lowest: 0,
    highest: 10,
    value: below(11),
    latencyMs: 2500 + 900 * normal(),
  }));
  return [...timed, ...ratings];
}

describe("a flag", () => {
  test("is raised for at most 1 % of simulated honest sessions", () => {
    const flagged = Array.from({ length: 500 }, (_, seed) => names(honest(seed))).filter((flags) => flags.length > 0);
    expect(flagged.length).toBeLessThanOrEqual(5);
  });

  test("tells of a clock that is far off, either way, and of no small difference", () => {
    const off = (clockOffsetMs: number) => names(honest(1), { ...fine, clockOffsetMs });
    expect([off(6 * 60_000), off(-400 * 86_400_000)]).toEqual([["clock-off"], ["clock-off"]]);
    expect([off(-4 * 60_000), off(0)]).toEqual([[], []]);
  });

  test.each([
    ["too-fast", Array.from({ length: 20 }, (_, at) => ({ isCorrect: true, latencyMs: at < 3 ? 250 : 500 + 37 * at }))],
    ["straight-lining", Array.from({ length: 8 }, (_, at) => ({ lowest: 1, value: 5, latencyMs: 800 + 211 * at }))],
    ["focus-lost", Array.from({ length: 10 }, (_, at) => ({ visibilityLost: at < 2, latencyMs: 400 + 90 * at }))],
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
    expect(names(Array.from({ length: 7 }, (_, at) => ({ lowest: 1, value: 5, latencyMs: 800 + 211 * at })))).toEqual(
      [],
    );
    expect(names([])).toEqual([]);
  });
});
