import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitLinear, linearEntry } from "../../../../../analysis/statistics/models/linear/linearRegression.ts";
import { designOf } from "../../../../../analysis/statistics/models/logistic/design.ts";

function entry(x: readonly number[], y: readonly number[]) {
  const fit = fitLinear(designOf({ x }, ["x"], y.length), y);
  if (fit.kind === "notFitted") throw new Error(fit.reason);
  return linearEntry(fit);
}

describe("fitLinear", () => {
  // R: summary(lm(c(1,3,2,5,4) ~ c(1,2,3,4,5))); HC3 by hand: leverages .6 .3 .2 .3 .6, residuals -.4 .8 -1 1.2 -.6
  test("gives slope, standard error, p and R squared of a small table", () => {
    const { coefficients, r2, adj_r2, sigma, df } = entry([1, 2, 3, 4, 5], [1, 3, 2, 5, 4]);
    expect(coefficients.x).toMatchObject({
      estimate: expect.closeTo(0.8, 12),
      se: expect.closeTo(Math.sqrt(0.12), 12),
      t: expect.closeTo(0.8 / Math.sqrt(0.12), 12),
      p: expect.closeTo(0.10408803866182788, 12),
    });
    expect({ r2, adj_r2, sigma, df }).toEqual({
      r2: expect.closeTo(0.64, 12),
      adj_r2: expect.closeTo(0.52, 12),
      sigma: expect.closeTo(Math.sqrt(1.2), 12),
      df: 3,
    });
    const meat = (2 * 0.4) ** 2 / 0.16 + 0.64 / 0.49 + 1.44 / 0.49 + (2 * 0.6) ** 2 / 0.16;
    expect(coefficients.x?.se_hc3).toBeCloseTo(Math.sqrt(meat) / 10, 12);
  });

  test("has no t where the fit is exact", () => {
    expect(entry([1, 2, 3, 4], [2, 2, 2, 2])).toMatchObject({ r2: null, sigma: 0, coefficients: { x: { t: null } } });
  });

  test("has no robust error where a row alone decides a coefficient", () => {
    expect(entry([0, 0, 0, 1], [1, 2, 3, 9]).coefficients.x).toMatchObject({ estimate: 7, se_hc3: null });
  });

  test("gives a reason for a constant predictor and for too few rows", () => {
    const constant = fitLinear(designOf({ x: [2, 2, 2, 2] }, ["x"], 4), [1, 2, 3, 4]);
    expect(constant).toEqual({ kind: "notFitted", reason: "collinear" });
    expect(fitLinear(designOf({ x: [1, 2] }, ["x"], 2), [1, 2])).toEqual({ kind: "notFitted", reason: "tooFewRows" });
  });

  test("moves only the intercept when the predictor is shifted", () => {
    const pair = fc.record({ x: fc.integer({ min: -20, max: 20 }), y: fc.integer({ min: -50, max: 50 }) });
    const table = fc
      .array(pair, { minLength: 5, maxLength: 20 })
      .filter((rows) => new Set(rows.map((row) => row.x)).size > 2);
    fc.assert(
      fc.property(table, fc.integer({ min: -1000, max: 1000 }), (rows, shift) => {
        const x = rows.map((row) => row.x);
        const y = rows.map((row) => row.y);
        const [there, here] = [
          entry(x, y),
          entry(
            x.map((value) => value + shift),
            y,
          ),
        ];
        expect(here.coefficients.x?.estimate).toBeCloseTo(there.coefficients.x?.estimate ?? 99, 8);
        expect(here.coefficients.x?.se).toBeCloseTo(there.coefficients.x?.se ?? 99, 8);
        expect(here.sigma).toBeCloseTo(there.sigma, 8);
      }),
    );
  });
});
