import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { poolEstimates, poolRatioTests } from "../../../../analysis/statistics/missing/pool.ts";

describe("poolEstimates", () => {
  test("adds the variance between tables to that within", () => {
    // by hand: mean 2, within 1, between 1, total 1 + 4/3; lambda 4/7; df (3 - 1) / (4/7)^2
    const pooled = poolEstimates([1, 2, 3], [1, 1, 1], Number.POSITIVE_INFINITY);
    expect(pooled).toMatchObject({ estimate: 2, within: 1, between: 1, riv: expect.closeTo(4 / 3, 12) });
    expect(pooled.total).toBeCloseTo(7 / 3, 12);
    expect(pooled.df_rubin1987).toBeCloseTo(6.125, 12);
  });

  test("of identical tables is the estimate of one of them", () => {
    const estimate = fc.double({ min: -5, max: 5, noNaN: true });
    const variance = fc.double({ min: 0.01, max: 4, noNaN: true });
    fc.assert(
      fc.property(estimate, variance, fc.integer({ min: 2, max: 20 }), (value, spread, tables) => {
        const pooled = poolEstimates(new Array(tables).fill(value), new Array(tables).fill(spread), 100);
        expect(pooled.between).toBe(0);
        expect(pooled.df_rubin1987).toBe("Infinity");
        expect(pooled.estimate).toBeCloseTo(value, 12);
        expect(pooled.se).toBeCloseTo(Math.sqrt(spread), 12);
        expect(pooled.lambda).toBe(0);
      }),
    );
  });

  test("is never surer than the tables are on average", () => {
    const row = fc.record({ value: fc.integer({ min: -9, max: 9 }), spread: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 9 }), (rows) => {
        const pooled = poolEstimates(
          rows.map((one) => one.value),
          rows.map((one) => one.spread),
          50,
        );
        expect(pooled.total).toBeGreaterThanOrEqual(pooled.within);
        expect(pooled.fmi).toBeLessThanOrEqual(1);
      }),
    );
  });

  test.each([
    [[1], [1]],
    [[1, 2], [1]],
    [
      [1, 2],
      [1, 0],
    ],
  ])("refuses %o with variances %o", (estimates, variances) => {
    expect(() => poolEstimates(estimates, variances, 10)).toThrow(RangeError);
  });
});

describe("poolRatioTests", () => {
  test("of identical tables is the chi-squared test of one of them", () => {
    // R: pchisq(5, 2, lower.tail = FALSE)
    const { statistic, df2, p } = poolRatioTests([5, 5, 5], 2);
    expect({ statistic, df2 }).toEqual({ statistic: 2.5, df2: "Infinity" });
    expect(p).toBeCloseTo(0.0820849986238988, 12);
  });

  test("refuses a single table", () => {
    expect(() => poolRatioTests([3], 1)).toThrow(RangeError);
  });
});
