import { describe, expect, test } from "vitest";
import { singleCategoryIat } from "../../../../../experiments/measures/implicit/singleCategoryIat/measure.ts";

type Pairing = "compatible" | "incompatible";

describe("singleCategoryIat", () => {
  type Row = Parameters<typeof singleCategoryIat.score>[0][number];
  const block = (pairing: Pairing | null, latencies: readonly number[], isCorrect = true): readonly Row[] =>
    latencies.map((latencyMs) => ({ pairing, blockKind: "test" as const, isCorrect, latencyMs }));
  const settings = (knobs: object = {}) => singleCategoryIat.settings.parse(knobs);
  const rows = [...block("compatible", [600, 700, 800, 700]), ...block("incompatible", [800, 900, 1000, 900])];

  // By hand: means 700 and 900; squares about 800: 40000 10000 0 10000 0 10000 40000 10000 = 120000; 200 / √(120000/7)
  test("divides the difference of the blocks' means by the SD of correct trials", () => {
    expect(singleCategoryIat.score(rows, settings())).toEqual({
      value: expect.closeTo(1.5275252316519465, 12),
      trialsUsed: 8,
      parts: { error_rate: 0, error_rate_compatible: 0, error_rate_incompatible: 0 },
    });
  });

  test("gives an error its block's mean over all trials plus 400 ms, or over the correct ones", () => {
    const some = [...rows, ...block("incompatible", [400], false)];
    // by hand: incompatible over all 4000/5 = 800, + 400 = 1200: mean (3600 + 1200) / 5 = 960; SD as without the error
    expect(singleCategoryIat.score(some, settings()).value).toBeCloseTo((960 - 700) / Math.sqrt(120_000 / 7), 12);
    // by hand: over the correct ones 900 + 400 = 1300: (3600 + 1300) / 5 = 980
    const correct = singleCategoryIat.score(some, settings({ errorBase: "correct" })).value;
    expect(correct).toBeCloseTo((980 - 700) / Math.sqrt(120_000 / 7), 12);
    // by hand: kept as it is, (3600 + 400) / 5 = 800
    const builtIn = singleCategoryIat.score(some, settings({ errors: "built-in" })).value;
    expect(builtIn).toBeCloseTo((800 - 700) / Math.sqrt(120_000 / 7), 12);
  });

  test("leaves out practice unless told otherwise, the unanswered, and what is under 350 ms", () => {
    const practice = rows.map((row) => ({ ...row, blockKind: "practice" as const, latencyMs: 900 }));
    const [first] = rows;
    const { latencyMs: _none, ...unanswered } = first!;
    const out = [...practice, unanswered, { ...first!, latencyMs: 349.9 }, { ...first!, pairing: null }];
    expect(singleCategoryIat.score([...out, ...rows], settings())).toEqual(singleCategoryIat.score(rows, settings()));
    expect(singleCategoryIat.score([...practice, ...rows], settings({ scoredBlocks: "all" })).trialsUsed).toBe(16);
    expect(singleCategoryIat.score([...rows, { ...first!, latencyMs: 350 }], settings()).trialsUsed).toBe(9);
    expect(singleCategoryIat.score(rows, settings({ dropAboveMs: 900 })).trialsUsed).toBe(7);
  });

  test("excludes more than 20 % errors with the value kept, or more than allowed in one block", () => {
    const wrong = (count: number) => rows.map((row, index) => ({ ...row, isCorrect: index >= count }));
    expect(singleCategoryIat.score(wrong(1), settings()).excluded).toBeUndefined();
    expect(singleCategoryIat.score(wrong(2), settings())).toMatchObject({
      value: expect.any(Number),
      excluded: "too-many-errors",
      parts: { error_rate: 0.25, error_rate_compatible: 0.5, error_rate_incompatible: 0 },
    });
    const byBlock = (share: number) => settings({ maxErrorShare: 0.25, maxBlockErrorShare: share });
    expect(singleCategoryIat.score(wrong(2), byBlock(0.5)).excluded).toBeUndefined();
    expect(singleCategoryIat.score(wrong(2), byBlock(0.4)).excluded).toBe("too-many-errors");
    const other = rows.map((row, index) => ({ ...row, isCorrect: index < 6 }));
    expect(singleCategoryIat.score(other, byBlock(0.4)).excluded).toBe("too-many-errors");
  });

  test("gives a reason for no trials, a missing block, no correct trial and no variance", () => {
    const none = { error_rate: null, error_rate_compatible: null, error_rate_incompatible: null };
    expect(singleCategoryIat.score([], settings())).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: none,
    });
    expect(singleCategoryIat.score(rows.slice(4), settings())).toEqual({
      value: null,
      excluded: "missing-block",
      trialsUsed: 4,
      parts: { error_rate: 0, error_rate_compatible: null, error_rate_incompatible: 0 },
    });
    const reason = (some: readonly Row[]) => singleCategoryIat.score(some, settings()).excluded;
    expect(reason([...block("compatible", [500, 600], false), ...rows.slice(4)])).toBe("no-correct-trials");
    expect(reason(rows.map((row) => ({ ...row, latencyMs: 500 })))).toBe("zero-variance");
    expect(reason(rows.map((row) => ({ ...row, latencyMs: 200 })))).toBe("missing-block");
  });
});
