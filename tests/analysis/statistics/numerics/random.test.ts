import { describe, expect, it } from "vitest";
import { resampledRows } from "../../../../analysis/statistics/numerics/resampledRows.ts";
import { randomStream } from "../../../../experiments/random/randomStream.ts";

const draws = (seed: number, stream: number, count: number) => {
  const { uniform } = randomStream(seed, stream);
  return Array.from({ length: count }, uniform);
};

describe("seeded random streams", () => {
  it("repeats itself for the same seed and stream", () => {
    expect(draws(1, 0, 50)).toEqual(draws(1, 0, 50));
  });
  it("gives unrelated draws for neighbouring seeds and streams", () => {
    const correlation = (a: readonly number[], b: readonly number[]) =>
      (12 * a.reduce((sum, x, i) => sum + (x - 0.5) * (b[i]! - 0.5), 0)) / a.length;
    for (const other of [draws(2, 0, 5000), draws(1, 1, 5000), draws(0, 0, 5000), draws(1 + 2 ** 32, 0, 5000)]) {
      expect(Math.abs(correlation(draws(1, 0, 5000), other))).toBeLessThan(0.06);
    }
  });
  it("starts each stream in a different place", () => {
    const firsts = Array.from({ length: 2000 }, (_, stream) => draws(7, stream, 1)[0]!);
    expect(new Set(firsts).size).toBe(2000);
    expect(firsts.reduce((sum, x) => sum + x, 0) / 2000).toBeCloseTo(0.5, 1);
  });
  it("draws normals of mean 0 and SD 1", () => {
    const { normal } = randomStream(3);
    const xs = Array.from({ length: 20_000 }, normal);
    const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / xs.length - 1)).toBeLessThan(0.04);
  });
  it("shuffles without losing anything and leaves the original alone", () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const mixed = randomStream(5).shuffle(items);
    expect(mixed).not.toEqual(items);
    expect(mixed.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(items).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
  it("resamples rows with replacement", () => {
    const rows = resampledRows(randomStream(9), 1000);
    expect(rows.every((row) => row >= 0 && row < 1000)).toBe(true);
    expect(Math.abs(new Set(rows).size - 632)).toBeLessThan(50);
  });
  it("refuses a seed that is not a whole number", () => {
    expect(() => randomStream(1.5)).toThrow(RangeError);
    expect(() => randomStream(1, -1)).toThrow(RangeError);
  });
});
