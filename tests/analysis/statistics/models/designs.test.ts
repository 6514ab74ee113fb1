import { describe, expect, it } from "vitest";
import { designOf, dummyColumns } from "../../../../analysis/statistics/models/logistic/design.ts";
import { logisticRegression } from "../../../../analysis/statistics/models/logistic/logisticRegression.ts";
import { oracleColumns } from "../../oracleData.ts";

describe("model matrices", () => {
  it("give a category one column a level, except the first in order", () => {
    expect(dummyColumns("brand", ["B", "A", "C", "B"])).toEqual({
      brandB: Float64Array.of(1, 0, 0, 1),
      brandC: Float64Array.of(0, 0, 1, 0),
    });
  });
  it("refuse a column that is missing or holds a gap", () => {
    expect(() => designOf({ a: [1, 2] }, ["b"], 2)).toThrow(RangeError);
    expect(() => designOf({ a: [1, Number.NaN] }, ["a"], 2)).toThrow(RangeError);
    expect(() => designOf({ a: [1] }, ["a"], 2)).toThrow(RangeError);
  });
});

describe("survey weights", () => {
  const columns = oracleColumns("c02_n400_moderate");
  const weights = columns.bought!.map((_, i) => 1 + (i % 4) / 2);
  const model = logisticRegression(columns, { outcome: columns.bought!, predictors: ["nps", "dscore"], weights });
  if (model.kind === "notFitted") throw new RangeError(model.reason);

  it("give R's weighted estimates, robust errors and R²", () => {
    // R: glm(bought ~ nps + dscore, binomial, weights = w / mean(w)); HC0 sandwich with squared weights
    const { coefficients, robust_se, effective_n, log_likelihood, r2 } = model.entry;
    const reference = {
      beta: [-2.50784044368786, 0.21375428230733, 1.02790312959296],
      se: [0.475738569368796, 0.063512218992093, 0.294439094239969],
    };
    Object.values(coefficients).forEach(({ estimate }, j) => {
      expect(estimate).toBeCloseTo(reference.beta[j]!, 9);
      expect(robust_se![j]).toBeCloseTo(reference.se[j]!, 9);
    });
    expect(effective_n).toBeCloseTo(362.96296296296, 9);
    expect(log_likelihood).toBeCloseTo(-240.78035777303, 8);
    expect(r2.mcfadden).toBeCloseTo(0.060274807918929, 10);
  });
  it("mean the same whatever they sum to", () => {
    const doubled = logisticRegression(columns, {
      outcome: columns.bought!,
      predictors: ["nps", "dscore"],
      weights: weights.map((w) => 2 * w),
    });
    if (doubled.kind === "notFitted") throw new RangeError(doubled.reason);
    expect(doubled.entry.log_likelihood).toBeCloseTo(model.entry.log_likelihood, 9);
    expect(doubled.entry.coefficients.dscore!.se).toBeCloseTo(model.entry.coefficients.dscore!.se, 10);
  });
});
