import { expect, test } from "vitest";
import { RATIO_WARNING, sampleRatio, upperChiSquared } from "../../../server/quality/sampleRatio.ts";

test("the tail of chi-squared is R's", () => {
  // R 4: pchisq(x, df, lower.tail = FALSE)
  for (const [value, degrees, tail] of [
    [10.8276, 1, 9.99981729182e-4],
    [16.26624, 3, 9.99998202792e-4],
    [18.307, 10, 5.00005890914e-2],
    [0.5, 1, 4.79500122187e-1],
    [40, 1, 2.53962858947e-10],
    [2, 5, 8.49145036085e-1],
  ] as const) {
    expect(Math.abs(upperChiSquared(value, degrees) / tail - 1)).toBeLessThan(1e-9);
  }
});

test("groups of one size are no warning, a lost group is one, nobody at all is none", () => {
  expect(sampleRatio([50, 50])).toBe(1);
  expect(sampleRatio([48, 52, 50, 51]) ?? 0).toBeGreaterThan(0.9);
  expect(sampleRatio([100, 40]) ?? 1).toBeLessThan(RATIO_WARNING);
  expect([sampleRatio([0, 0]), sampleRatio([7]), sampleRatio([])]).toEqual([null, null, null]);
});
