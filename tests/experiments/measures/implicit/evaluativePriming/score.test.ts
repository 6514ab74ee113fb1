import { describe, expect, test } from "vitest";
import { evaluativePriming } from "../../../../../experiments/measures/implicit/evaluativePriming/measure.ts";

describe("evaluativePriming", () => {
  type Row = Parameters<typeof evaluativePriming.score>[0][number];
  const row = (prime: Row["prime"], targetValence: Row["targetValence"], latencyMs: number): Row => ({
    prime,
    targetValence,
    isCorrect: true,
    latencyMs,
  });
  const rows = [
    row("focal", "positive", 500),
    row("focal", "negative", 600),
    row("comparison", "positive", 520),
    row("comparison", "negative", 550),
  ];
  const settings = evaluativePriming.settings.parse({});

  test("names each cell and the share of errors; practice and missing latencies count in none", () => {
    const { latencyMs: _none, ...late } = row("focal", "positive", 0);
    const more = [
      { ...row("focal", "positive", 900), blockKind: "practice" as const },
      { ...late, isCorrect: false },
    ];
    expect(evaluativePriming.score([...more, ...rows], settings)).toEqual({
      value: 70,
      trialsUsed: 4,
      parts: {
        focal_positive: 500,
        focal_negative: 600,
        comparison_positive: 520,
        comparison_negative: 550,
        error_rate: 0.2,
      },
    });
  });

  test("gives a reason for no trials, nothing right or in time, an empty cell", () => {
    const empty = {
      focal_positive: null,
      focal_negative: null,
      comparison_positive: null,
      comparison_negative: null,
      error_rate: null,
    };
    expect(evaluativePriming.score([], settings)).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: empty,
    });
    const fast = rows.map((one) => ({ ...one, latencyMs: 200 }));
    expect(evaluativePriming.score(fast, settings)).toMatchObject({ value: null, excluded: "no-correct-trials" });
    for (const left of [0, 1, 2, 3]) {
      const without = rows.filter((_, index) => index !== left);
      expect(evaluativePriming.score(without, settings)).toMatchObject({
        value: null,
        excluded: "missing-block",
        trialsUsed: 3,
      });
    }
  });

  test("excludes exactly 40 % errors, not less", () => {
    const wrong = (count: number) => Array.from({ length: count }, () => ({ ...rows[0]!, isCorrect: false }));
    const many = [...rows, ...rows, ...rows, ...rows.slice(0, 3)];
    expect(evaluativePriming.score([...many, ...wrong(10)], settings).excluded).toBe("too-many-errors");
    expect(evaluativePriming.score([...many, ...wrong(9)], settings).excluded).toBeUndefined();
  });
});
