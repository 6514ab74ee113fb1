import { describe, expect, test } from "vitest";
import { compareCase } from "./statisticalCases.ts";

// Awkward data on which Saydo agrees with R: the values of fixtures/cases/statistics/_r/agreed.R.
const agreed = {
  N: { chi2: 33.7665748571, dscore: 0.850077723532, yes: 126, bought: 53, p: 0.00458846925461, nps: -37 },
  R: { chi2: 0.596974146738, dscore: 0.235180190756, yes: 99, bought: 8, p: 2.22173928607e-7, nps: -38.6666666667 },
  Y: { chi2: 33.2779593508, dscore: 0.797793958751, yes: 300, bought: 104, p: 0.0887041231857, nps: -34.3333333333 },
} as const;

describe("people whose answers are awkward", () => {
  test.each(Object.entries(agreed))("have R's numbers (%s)", (name, { chi2, dscore, yes, bought, p, nps }) => {
    const found = compareCase(name);
    expect(found.nested_tests?.["add_implicit_to_stated"]?.chi2).toBeCloseTo(chi2, 8);
    const [claim] = Object(found.claims);
    expect(claim).toMatchObject({ n: yes, x: bought, p: expect.closeTo(p, 12) });
    expect(found.nps?.["nps"]).toBeCloseTo(nps, 8);
    expect(Object(found.models).M_full.coefficients.dscore.estimate).toBeCloseTo(dscore, 8);
  });

  test("and who are few, with many products, are counted by their rows (P: R counts 30 of 83)", () => {
    const { E1 } = compareCase("P").answers;
    expect(E1).toMatchObject({ n: 83, base_rate_n: 240, estimate: expect.closeTo(30 / 83, 12) });
  });

  test("and whose stated answers err are corrected as R's regression calibration does (E)", () => {
    const { coefficients } = Object(compareCase("E").construct).regression_calibration;
    expect(coefficients.stated.estimate).toBeCloseTo(1.34231635622, 8);
    expect(coefficients.score.estimate).toBeCloseTo(0.464025414428, 8);
    expect(coefficients.past.estimate).toBeCloseTo(0.233356905532, 8);
  });
});
