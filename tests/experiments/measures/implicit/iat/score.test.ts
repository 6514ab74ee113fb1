import { describe, expect, test } from "vitest";
import { iat } from "../../../../../experiments/measures/implicit/iat/measure.ts";

type Pairing = "compatible" | "incompatible";

describe("iat", () => {
  type Row = Parameters<typeof iat.score>[0][number];
  const block = (pairing: Pairing, blockKind: "practice" | "test", latencies: readonly number[]): readonly Row[] =>
    latencies.map((latencyMs) => ({ pairing, blockKind, isCorrect: true, latencyMs }));
  const rows = [
    ...block("compatible", "practice", [600, 700, 800]),
    ...block("incompatible", "practice", [800, 900, 1000]),
    ...block("compatible", "test", [500, 600, 700]),
    ...block("incompatible", "test", [600, 700, 800]),
  ];
  const settings = (profile: keyof typeof iat.profiles) => iat.settings.parse(iat.profiles[profile]);

  // By hand: practice 200 / √(100000/5) = √2, test 500 600 700 600 700 800 about 650:
  // 22500 2500 2500 2500 2500 22500 = 55000; 100 / √11000 = .95346259
  test("averages the pairs' D and names each", () => {
    expect(iat.score(rows, settings("d1"))).toEqual({
      value: expect.closeTo((Math.SQRT2 + 0.953462589245592) / 2, 12),
      trialsUsed: 12,
      parts: {
        score_practice: expect.closeTo(Math.SQRT2, 12),
        score_test: expect.closeTo(0.953462589245592, 12),
        error_rate: 0,
        fast_share: 0,
      },
    });
  });

  test("replaces an error by its block's mean of correct trials plus 600 ms", () => {
    const [first, second, third, ...rest] = rows;
    const some = [{ ...first!, isCorrect: false }, second!, third!, ...rest];
    // by hand: compatible practice 1350, 700, 800 (mean 950), incompatible 800, 900, 1000 (mean 900):
    // squares about 925: 180625 50625 15625 15625 625 5625 = 268750; −50 / √53750 = −.21566555
    expect(iat.score(some, settings("d4")).parts.score_practice).toBeCloseTo(-0.21566554640687682, 12);
    expect(iat.score(some, settings("d4")).parts.error_rate).toBeCloseTo(1 / 12, 12);
  });

  test("ignores blocks of one kind, and rows without a block kind", () => {
    const more: readonly Row[] = [
      { pairing: null, blockKind: "practice", isCorrect: false, latencyMs: 200 },
      { pairing: "compatible", blockKind: "", isCorrect: false, latencyMs: 200 },
    ];
    expect(iat.score([...more, ...rows], settings("d1"))).toEqual(iat.score(rows, settings("d1")));
    expect(iat.score(more, settings("d1"))).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: { score_practice: null, score_test: null, error_rate: null, fast_share: null },
    });
  });

  test("keeps 400 and 10,000 ms exactly, drops what lies outside", () => {
    const edges = block("compatible", "test", [400, 399.9, 10_000, 10_000.1]);
    expect(iat.score([...rows, ...edges], settings("d2")).trialsUsed).toBe(14);
    expect(iat.score([...rows, ...edges], settings("d1")).trialsUsed).toBe(15);
  });

  test("says how many trials were left where a block is missing", () => {
    expect(iat.score(rows.slice(3), settings("d1"))).toEqual({
      value: null,
      excluded: "missing-block",
      trialsUsed: 9,
      parts: { score_practice: null, score_test: null, error_rate: 0, fast_share: 0 },
    });
  });

  test("prefers too fast to one-sided where both hold, and two sides to neither", () => {
    const sided = (side: "left" | "right") =>
      rows.map((row) => ({ ...row, firstSide: side, latencyMs: row.latencyMs / 3 }));
    expect(iat.score(sided("right"), settings("d1")).excluded).toBe("too-fast");
    const both = rows.map((row, index) => ({
      ...row,
      firstSide: index === 0 ? ("left" as const) : ("right" as const),
    }));
    expect(iat.score(both, settings("d1")).excluded).toBeUndefined();
  });

  test("counts as fast what is under 300 ms, not 300 ms", () => {
    const fast = block("compatible", "test", [299.9, 300]);
    expect(iat.score([...rows, ...fast], settings("d1")).parts.fast_share).toBeCloseTo(1 / 14, 12);
  });

  test("infers d2 where errors took time to correct, d4 where they did not or nobody knows", () => {
    const recorded = (latencyMs: number, firstLatencyMs: number | undefined): readonly Row[] => [
      {
        pairing: "compatible",
        blockKind: "test",
        isCorrect: false,
        latencyMs,
        ...(firstLatencyMs === undefined ? {} : { firstLatencyMs }),
      },
      {
        pairing: "compatible",
        blockKind: "test",
        isCorrect: true,
        latencyMs: 500,
        ...(firstLatencyMs === undefined ? {} : { firstLatencyMs: 500 }),
      },
    ];
    expect(iat.inferSettings?.(recorded(900, 500))).toEqual(iat.profiles.d2);
    expect(iat.inferSettings?.(recorded(500, 500))).toEqual(iat.profiles.d4);
    expect(iat.inferSettings?.(recorded(900, undefined))).toEqual(iat.profiles.d4);
    expect(iat.inferSettings?.(recorded(900, 500).slice(1))).toEqual(iat.profiles.d2);
    expect(iat.inferSettings?.(recorded(900, 500).map((row) => ({ ...row, pairing: null })))).toEqual(iat.profiles.d2);
    expect(iat.inferSettings?.([])).toEqual(iat.profiles.d4);
    expect(iat.inferSettings?.([...recorded(900, 500), ...recorded(500, 500)])).toEqual(iat.profiles.d2);
    // An error without a first latency says nothing of what was required.
    const [unknown, known] = [recorded(900, undefined).slice(0, 1), recorded(500, 500).slice(1)];
    expect(iat.inferSettings?.([...unknown, ...known])).toEqual(iat.profiles.d2);
  });
});
