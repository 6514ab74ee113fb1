import fc from "fast-check";
import { expect, test } from "vitest";
import { normalQuantile as libraryQuantile } from "../../../../analysis/statistics/numerics/distributions.ts";
import { normalQuantile } from "../../../../experiments/measures/implicit/normalQuantile.ts";

test("the normal quantile has the values of R's qnorm, in the middle and in both tails", () => {
  const known = [
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.05, -1.6448536269514722],
    [0.9, 1.2815515655446004],
    [1e-10, -6.361340902404056],
    [1e-20, -9.262340089798409],
  ] as const;
  for (const [probability, quantile] of known) expect(normalQuantile(probability)).toBeCloseTo(quantile, 13);
});

test("the normal quantile is the library's to 13 digits, and the other tail's with its sign changed", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (probability) => {
      const quantile = normalQuantile(probability);
      const gap = Math.abs(quantile - libraryQuantile(probability));
      expect(gap).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(quantile)));
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 511 }), (part) => {
      expect(normalQuantile(1 - part / 1024)).toBeCloseTo(-normalQuantile(part / 1024), 14);
    }),
  );
});
