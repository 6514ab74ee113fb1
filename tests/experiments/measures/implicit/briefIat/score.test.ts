import { describe, expect, test } from "vitest";
import { briefIat } from "../../../../../experiments/measures/implicit/briefIat/measure.ts";

type Pairing = "compatible" | "incompatible";

describe("briefIat", () => {
  type Row = Parameters<typeof briefIat.score>[0][number];
  const block = (blockIndex: number, pairing: Pairing | null, latencies: readonly number[]): readonly Row[] =>
    latencies.map((latencyMs, index) => ({ blockIndex, trialIndex: 4 + index, pairing, isCorrect: true, latencyMs }));
  const settings = briefIat.settings.parse({});
  const rows = [...block(1, "compatible", [600, 700, 800]), ...block(2, "incompatible", [800, 900, 1000])];

  test("is the mean D of consecutive blocks, numbered from any start", () => {
    const more = [...block(3, "incompatible", [700, 800]), ...block(4, "compatible", [700, 800])];
    expect(briefIat.score([...more, ...rows], settings)).toEqual({
      value: expect.closeTo(Math.SQRT2 / 2, 12),
      trialsUsed: 10,
      parts: {
        score_pair_1: expect.closeTo(Math.SQRT2, 12),
        score_pair_2: expect.closeTo(0, 12),
        error_rate: 0,
        fast_share: 0,
      },
    });
    expect(briefIat.score(rows, settings).parts.score_pair_2).toBeNull();
  });

  test("leaves out the first four trials of a block, blocks without pairing and trials over 10,000 ms", () => {
    const out: readonly Row[] = [
      { ...rows[0]!, trialIndex: 3, latencyMs: 9000 },
      { ...rows[0]!, latencyMs: 10_000.1 },
      ...block(0, null, [100, 200]),
    ];
    expect(briefIat.score([...out, ...rows], settings)).toEqual(briefIat.score(rows, settings));
  });

  test("brings latencies within 400 and 2,000 ms, and keeps 10,000 ms as 2,000", () => {
    const wide = [...block(1, "compatible", [399, 600, 800]), ...block(2, "incompatible", [800, 900, 10_000])];
    const brought = [...block(1, "compatible", [400, 600, 800]), ...block(2, "incompatible", [800, 900, 2000])];
    expect(briefIat.score(wide, settings).value).toBe(briefIat.score(brought, settings).value);
  });

  test("gives a reason for no trials, a missing block, no variance, too fast and one side", () => {
    const none = { score_pair_1: null, score_pair_2: null };
    expect(briefIat.score([], settings)).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: { ...none, error_rate: null, fast_share: null },
    });
    const wrong = rows.slice(0, 3).map((row, index) => ({ ...row, isCorrect: index > 0 }));
    expect(briefIat.score(wrong, settings)).toEqual({
      value: null,
      excluded: "missing-block",
      trialsUsed: 3,
      parts: { ...none, error_rate: expect.closeTo(1 / 3, 12), fast_share: 0 },
    });
    const even = rows.map((row) => ({ ...row, latencyMs: 500 }));
    expect(briefIat.score(even, settings)).toMatchObject({ value: null, excluded: "zero-variance" });
    const fast = rows.map((row) => ({ ...row, latencyMs: row.latencyMs / 4 }));
    expect(briefIat.score(fast, settings)).toMatchObject({ value: null, excluded: "zero-variance" });
    const someFast = [...rows, { ...rows[0]!, latencyMs: 299 }];
    expect(briefIat.score(someFast, settings)).toMatchObject({ excluded: "too-fast", value: expect.any(Number) });
    const onOne = rows.map((row) => ({ ...row, firstSide: "right" as const }));
    expect(briefIat.score(onOne, settings)).toMatchObject({ excluded: "constant-response", value: expect.any(Number) });
    const onBoth = onOne.map((row, index) => (index === 5 ? { ...row, firstSide: "left" as const } : row));
    expect(briefIat.score(onBoth, settings).excluded).toBeUndefined();
  });
});
