import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrationError } from "../../../../analysis/statistics/models/calibration/calibrationError.ts";
import { hosmerLemeshow } from "../../../../analysis/statistics/models/calibration/hosmerLemeshow.ts";
import { designOf } from "../../../../analysis/statistics/models/logistic/design.ts";
import { firthRegression } from "../../../../analysis/statistics/models/logistic/firthReport.ts";
import { fitLogistic, type LogisticFit } from "../../../../analysis/statistics/models/logistic/fitLogistic.ts";
import {
  deltaRSquared,
  likelihoodRatioTest,
  nestedTests,
} from "../../../../analysis/statistics/models/logistic/nestedTests.ts";
import { nonnested } from "../../../../analysis/statistics/models/logistic/nonnested.ts";
import { ridgeLogistic } from "../../../../analysis/statistics/models/logistic/ridge.ts";
import { robustErrors } from "../../../../analysis/statistics/models/logistic/robustErrors.ts";
import { oracleColumns } from "../../oracleData.ts";
import { differences, expectedOf } from "../../oracles.ts";

const STATED = ["nps", "pi5"];
const FULL = [...STATED, "dscore"];

function fitted(columns: ReturnType<typeof oracleColumns>, predictors: readonly string[]): LogisticFit {
  const fit = fitLogistic(designOf(columns, predictors, columns.bought!.length), columns.bought!);
  if (fit.kind === "notFitted") throw new RangeError(fit.reason);
  return fit;
}

describe.each(["c01_n80_strong", "c02_n400_moderate", "c03_n2000_weak", "c05_ties_discrete", "c06_rare_3pct"])(
  "the increments of %s",
  (caseName) => {
    const columns = oracleColumns(caseName);
    const outcome = columns.bought!;
    const expected = expectedOf(caseName);
    const full = fitted(columns, FULL);
    const stated = fitted(columns, STATED);
    const check = (section: string, actual: unknown) =>
      expect(differences(`${caseName}.${section}`, actual, expected[section])).toEqual([]);

    it("have R's likelihood-ratio and score tests", () => {
      check("nested_tests", nestedTests(columns, { outcome, stated: STATED, implicit: ["dscore"] }));
    });
    it("have R's differences of R²", () => {
      check("delta_r2_full_minus_stated", deltaRSquared(full, stated));
    });
    it("have R's comparison of rivals", () => {
      check("nonnested", nonnested({ stated, implicit: fitted(columns, ["dscore"]), full }));
    });
    it("have R's Firth estimates, intervals, FLIC and FLAC", () => {
      const model = firthRegression(columns, { outcome, predictors: FULL });
      check("firth_M_full", model.kind === "fitted" ? model.entry : model);
    });
    it("have R's ridge estimates and robust errors", () => {
      check(
        "ridge_M_full",
        [0.01, 0.1].map((lambda) => ({ lambda, coefficients: ridgeLogistic(full.design, outcome, lambda) })),
      );
      check("robust_se_M_full", robustErrors(full));
    });
  },
);

describe.each(["c01_n80_strong", "c02_n400_moderate", "c03_n2000_weak", "c06_rare_3pct"])(
  "the grouped calibration of %s",
  (caseName) => {
    const columns = oracleColumns(caseName);
    const { fitted: p } = fitted(columns, FULL);
    it("has R's Hosmer–Lemeshow groups and calibration error", () => {
      const expected = expectedOf(caseName);
      const actual = hosmerLemeshow(columns.bought!, p);
      expect(differences(`${caseName}.hosmer_lemeshow_M_full`, actual, expected.hosmer_lemeshow_M_full)).toEqual([]);
      const errors = calibrationError(columns.bought!, p);
      expect(differences(`${caseName}.ece_in_sample_M_full`, errors, expected.ece_in_sample_M_full)).toEqual([]);
    });
  },
);

describe("logistic models in general", () => {
  const columns = oracleColumns("c02_n400_moderate");
  const outcome = columns.bought!;
  const base = fitted(columns, FULL);

  it("do not depend on the order of the rows", () => {
    const order = outcome.map((_, i) => (i * 7) % outcome.length);
    const mixed = Object.fromEntries(Object.entries(columns).map(([name, x]) => [name, order.map((i) => x[i]!)]));
    fitted(mixed, FULL).beta.forEach((b, j) => {
      expect(b).toBeCloseTo(base.beta[j]!, 10);
    });
  });
  it("halve every variance when all rows come twice", () => {
    const twice = Object.fromEntries(Object.entries(columns).map(([name, x]) => [name, [...x, ...x]]));
    const doubled = fitted(twice, FULL);
    doubled.vcov.flat().forEach((v, at) => {
      expect((2 * v) / base.vcov.flat()[at]!).toBeCloseTo(1, 9);
    });
  });
  it("weigh a row of weight two as two rows", () => {
    const weights = outcome.map((_, i) => (i < 50 ? 2 : 1));
    const weighted = fitLogistic(base.design, outcome, { weights });
    const longer = Object.fromEntries(Object.entries(columns).map(([name, x]) => [name, [...x, ...x.slice(0, 50)]]));
    expect(weighted.kind).toBe("fitted");
    if (weighted.kind === "fitted") {
      fitted(longer, FULL).beta.forEach((b, j) => {
        expect(b).toBeCloseTo(weighted.beta[j]!, 10);
      });
    }
  });
  it("predict as many buyers as there are", () => {
    expect(base.fitted.reduce((sum, p) => sum + p, 0)).toBeCloseTo(
      outcome.reduce((sum, y) => sum + y, 0),
      9,
    );
  });
  it("keep LR and Firth under any affine change of a predictor", () => {
    const reference = firthRegression(columns, { outcome, predictors: FULL });
    const small = fitted(columns, STATED);
    fc.assert(
      fc.property(
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        fc.double({ min: 0.01, max: 1e3, noNaN: true }),
        (shift, scale) => {
          const changed = { ...columns, dscore: columns.dscore!.map((x) => shift + scale * x) };
          const larger = fitted(changed, FULL);
          expect(likelihoodRatioTest(small, larger).chi2).toBeCloseTo(likelihoodRatioTest(small, base).chi2, 6);
          expect(larger.beta[3]! * scale).toBeCloseTo(base.beta[3]!, 5);
        },
      ),
      { numRuns: 40 },
    );
    const scaled = firthRegression(
      { ...columns, dscore: columns.dscore!.map((x) => 3 + 10 * x) },
      { outcome, predictors: FULL },
    );
    if (reference.kind !== "fitted" || scaled.kind !== "fitted") throw new RangeError("not fitted");
    expect(scaled.fit.beta[3]! * 10).toBeCloseTo(reference.fit.beta[3]!, 8);
    expect(scaled.entry.overall_plr.chi2).toBeCloseTo(reference.entry.overall_plr.chi2, 8);
  });
  it("never lose likelihood by an added predictor", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 400, maxLength: 400 }),
        (noise) => {
          const larger = fitLogistic(designOf({ ...columns, noise }, [...FULL, "noise"], 400), outcome);
          if (larger.kind === "fitted") expect(larger.logLikelihood).toBeGreaterThanOrEqual(base.logLikelihood - 1e-9);
          else expect(larger.reason).toBe("collinear");
        },
      ),
      { numRuns: 30 },
    );
  });
  it("refuse to call models of other rows nested", () => {
    const fewer = Object.fromEntries(Object.entries(columns).map(([name, x]) => [name, x.slice(0, 300)]));
    expect(() => likelihoodRatioTest(fitted(fewer, STATED), base)).toThrow(RangeError);
  });
});
