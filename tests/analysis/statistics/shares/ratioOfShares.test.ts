import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { wilson } from "../../../../analysis/statistics/shares/proportion.ts";
import { overCountedCoverage } from "../../../../analysis/statistics/shares/ratioOfShares.ts";
import { oraclePath } from "../../oracles.ts";

const Limits = z.tuple([z.number(), z.number()]);
const { cases, holds } = z
  .object({
    cases: z.array(
      z.object({
        x: z.number(),
        n: z.number(),
        seen: z.number(),
        of: z.number(),
        estimate: z.number(),
        ci95: Limits,
      }),
    ),
    holds: z.array(z.object({ share: z.number() })),
  })
  .parse(JSON.parse(readFileSync(oraclePath("c37_counted_coverage", "expected.json"), "utf8")));

// R: prop.test and MOVER, c37
describe("a predictive value over a coverage that was counted", () => {
  test.each(cases)("has R's value and interval of $x/$n over $seen/$of", ({ x, n, seen, of, estimate, ci95 }) => {
    const found = overCountedCoverage({ estimate: x / n, ci95: wilson(x, n) }, { seen, of });
    expect(found?.estimate).toBeCloseTo(estimate, 12);
    expect(found?.ci95[0]).toBeCloseTo(ci95[0], 8);
    expect(found?.ci95[1]).toBeCloseTo(ci95[1], 8);
  });

  test("has an interval that holds the true value in 93 to 97 % of R's studies", () => {
    for (const { share } of holds) {
      expect(share).toBeGreaterThan(0.93);
      expect(share).toBeLessThan(0.97);
    }
  });

  test("is as found where all is seen for certain, and wider the fewer were counted", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20 }), (x, seen) => {
        const found = { estimate: x / 60, ci95: wilson(x, 60) };
        const [few, many] = [1, 50].map((times) => overCountedCoverage(found, { seen: seen * times, of: 20 * times }));
        if (few == null || many == null) return;
        expect(few.ci95[0]).toBeLessThanOrEqual(many.ci95[0] + 1e-12);
        expect(few.ci95[1]).toBeGreaterThanOrEqual(many.ci95[1] - 1e-12);
        expect(many.estimate).toBeGreaterThanOrEqual(found.estimate - 1e-12);
      }),
    );
  });

  test("is 0 of nobody, and nothing where more was found than the source can see", () => {
    expect(overCountedCoverage({ estimate: 0, ci95: [0, 0.05] }, { seen: 10, of: 20 })?.estimate).toBe(0);
    expect(overCountedCoverage({ estimate: 0.9, ci95: [0.8, 0.95] }, { seen: 2, of: 20 })).toBeNull();
    expect(() => overCountedCoverage({ estimate: 0.5, ci95: [0.4, 0.6] }, { seen: 0, of: 20 })).toThrow(RangeError);
  });
});
