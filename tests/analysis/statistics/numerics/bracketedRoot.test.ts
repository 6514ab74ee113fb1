import { describe, expect, test } from "vitest";
import { bracketedRoot } from "../../../../analysis/statistics/numerics/bracketedRoot.ts";

describe("bracketedRoot", () => {
  test.each([
    ["the square root of two", (x: number) => x * x - 2, Math.SQRT2],
    ["the natural logarithm of ten", (x: number) => 10 - Math.exp(x), Math.LN10],
    ["a triple root", (x: number) => (x - 1) ** 3, 1],
  ])("finds %s", (_name, f, root) => {
    expect(bracketedRoot(f, { low: 0, high: 5 })).toBeCloseTo(root, 12);
  });

  test("takes an end that is the root", () => {
    expect(bracketedRoot((x) => x - 3, { low: 3, high: 4 })).toBe(3);
    expect(bracketedRoot((x) => x - 4, { low: 3, high: 4 })).toBe(4);
  });

  test("is refused without a sign change", () => {
    expect(() => bracketedRoot((x) => x * x + 1, { low: -1, high: 1 })).toThrow("no sign change");
  });
});
