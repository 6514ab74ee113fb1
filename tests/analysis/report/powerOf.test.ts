import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReport } from "../../../analysis/report/readReport.ts";
import { peopleFor, powerAt, rankingPower } from "../../../analysis/report/study/powerOf.ts";
import { exampleComparison, fullContext } from "./example.ts";

const study = rankingPower(readReport(exampleComparison("c01_n80_strong"), fullContext));
if (study === null) throw new Error("c01 has a paired difference of AUC");

describe("the power of the ranking comparison", () => {
  test("takes its standard error from the paired difference, and the plan's margin as the smallest effect", () => {
    expect(study.se).toBeCloseTo(0.0796119, 7);
    expect([study.n, study.margin]).toEqual([80, 0.05]);
  });
  test("is 5 % without a difference and what the normal distribution says with one", () => {
    expect(powerAt(study, 0, 80)).toBeCloseTo(0.05, 12);
    // 1.96 + 0.8416 standard errors give 80 %.
    const unit = { ...study, se: 0.05, n: 100 };
    expect(powerAt(unit, 0.05 * (1.959963984540054 + 0.8416212335729143), 100)).toBeCloseTo(0.8, 5);
  });
  test("reaches what was asked with the people named, and not with one fewer", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.3, noNaN: true }),
        fc.double({ min: 0.1, max: 0.99, noNaN: true }),
        (effect, power) => {
          const people = peopleFor(study, effect, power);
          expect(powerAt(study, effect, people)).toBeGreaterThanOrEqual(power);
          if (people > 2) expect(powerAt(study, effect, people - 1)).toBeLessThan(power);
        },
      ),
    );
  });
});
