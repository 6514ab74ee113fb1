import { describe, expect, it } from "vitest";
import { constructVerdict } from "../../../../analysis/statistics/models/errorsInVariables/constructVerdict.ts";
import { observe } from "../../../../analysis/statistics/models/errorsInVariables/errorProblem.ts";
import {
  type Corrected,
  regressionCalibration,
} from "../../../../analysis/statistics/models/errorsInVariables/regressionCalibration.ts";
import { simex } from "../../../../analysis/statistics/models/errorsInVariables/simex.ts";
import { designOf } from "../../../../analysis/statistics/models/logistic/design.ts";
import { fitLogistic } from "../../../../analysis/statistics/models/logistic/fitLogistic.ts";
import { nestedTest } from "../../../../analysis/statistics/models/logistic/nestedTests.ts";
import { logistic } from "../../../../analysis/statistics/numerics/specialFunctions.ts";
import { randomStream } from "../../../../experiments/random/randomStream.ts";

type Truth = {
  readonly n: number;
  readonly reliability: number;
  readonly attitude: number;
  readonly implicit: number;
};

// Simulated: one attitude, an implicit score correlated .5 with it, one stated item of the given reliability.
function study(seed: number, { n, reliability, attitude, implicit }: Truth) {
  const { normal, uniform } = randomStream(seed);
  const rows = Array.from({ length: n }, () => {
    const a = normal();
    const d = 0.5 * a + Math.sqrt(0.75) * normal();
    const stated = Math.sqrt(reliability) * a + Math.sqrt(1 - reliability) * normal();
    return { stated, dscore: d, bought: uniform() < logistic(-0.5 + attitude * a + implicit * d) ? 1 : 0 };
  });
  return {
    stated: rows.map((row) => row.stated),
    dscore: rows.map((row) => row.dscore),
    bought: rows.map((row) => row.bought),
  };
}

function implicitOf(corrected: Corrected) {
  if (corrected.kind === "notEstimated") throw new RangeError(corrected.reason);
  return corrected.coefficients.dscore!;
}

const PREDICTORS = ["stated", "dscore"];

describe("errors-in-variables logistic regression", () => {
  it("is the ordinary model when nothing is measured with error", () => {
    const columns = study(1, { n: 300, reliability: 1, attitude: 1, implicit: 0.4 });
    const observed = observe(columns, { outcome: columns.bought, predictors: PREDICTORS, reliability: {} });
    const ordinary = fitLogistic(designOf(columns, PREDICTORS, 300), columns.bought);
    if (ordinary.kind === "notFitted") throw new RangeError(ordinary.reason);
    expect(implicitOf(regressionCalibration(observed)).estimate).toBeCloseTo(ordinary.beta[2]!, 10);
    expect(implicitOf(simex(observed, { seed: 1, replicates: 2 })).estimate).toBeCloseTo(ordinary.beta[2]!, 8);
    expect(implicitOf(simex(observed, { seed: 1, replicates: 2 })).se).toBeCloseTo(ordinary.se[2]!, 8);
  });

  it("frees a large sample from the increment that unreliability fakes", () => {
    const columns = study(7, { n: 8000, reliability: 0.7, attitude: 1, implicit: 0 });
    const reliability = { stated: 0.7 };
    const observed = observe(columns, { outcome: columns.bought, predictors: PREDICTORS, reliability });
    const naive = fitLogistic(observed.design, columns.bought);
    if (naive.kind === "notFitted") throw new RangeError(naive.reason);
    expect(naive.beta[2]! / naive.se[2]!).toBeGreaterThan(5);
    expect(Math.abs(implicitOf(regressionCalibration(observed)).z)).toBeLessThan(2.6);
    expect(Math.abs(implicitOf(simex(observed, { seed: 3, replicates: 8 })).z)).toBeLessThan(2.6);
  });

  it("keeps a separate implicit effect where there is one", () => {
    const columns = study(9, { n: 2500, reliability: 0.8, attitude: 0.8, implicit: 0.6 });
    const report = constructVerdict(columns, {
      outcome: columns.bought,
      stated: ["stated"],
      implicit: ["dscore"],
      statedReliability: { stated: 0.8 },
      seed: 4,
      simexReplicates: 8,
    });
    expect(report.verdict).toBe("implicit carries more");
    expect(implicitOf(report.regression_calibration!).estimate).toBeGreaterThan(0.4);
    expect(report.sensitivity.map(({ reliability }) => reliability).at(0)).toBe(0.5);
    expect(report.sensitivity.at(-1)?.regression_calibration?.estimate).toBeGreaterThan(
      report.sensitivity.at(6)!.regression_calibration!.estimate,
    );
    expect(report.holds_from_reliability).not.toBeNull();
  });

  it("says a single item without retest cannot be tested, and still shows the curve", () => {
    const columns = study(2, { n: 300, reliability: 0.8, attitude: 1, implicit: 0 });
    const report = constructVerdict(columns, {
      outcome: columns.bought,
      stated: ["stated"],
      implicit: ["dscore"],
      statedReliability: null,
      seed: 4,
      simexReplicates: 5,
    });
    expect(report.verdict).toBe("not testable here");
    expect(report.reason).toContain("retest");
    expect(report.sensitivity).toHaveLength(11);
  });

  it("refuses reliabilities that the correlations contradict", () => {
    const columns = study(2, { n: 300, reliability: 1, attitude: 1, implicit: 0 });
    const echo = { ...columns, dscore: columns.stated.map((x, i) => x + 0.1 * columns.dscore[i]!) };
    const observed = observe(echo, { outcome: echo.bought, predictors: PREDICTORS, reliability: { stated: 0.6 } });
    expect(regressionCalibration(observed)).toEqual({
      kind: "notEstimated",
      reason: "the observed correlations exceed what these reliabilities allow",
    });
    expect(() => observe(echo, { outcome: echo.bought, predictors: PREDICTORS, reliability: { stated: 0 } })).toThrow(
      RangeError,
    );
  });

  it("finds a false increment far less often than the ordinary test (300 simulated studies)", () => {
    const found = { ordinary: 0, corrected: 0 };
    for (let seed = 0; seed < 300; seed += 1) {
      const columns = study(1000 + seed, { n: 400, reliability: 0.8, attitude: 1, implicit: 0 });
      const outcome = columns.bought;
      const ordinary = nestedTest(columns, { outcome, base: ["stated"], added: ["dscore"] });
      if ("chi2" in ordinary && ordinary.p < 0.05) found.ordinary += 1;
      const observed = observe(columns, { outcome, predictors: PREDICTORS, reliability: { stated: 0.8 } });
      if (implicitOf(regressionCalibration(observed)).p < 0.05) found.corrected += 1;
    }
    expect(found.ordinary / 300).toBeGreaterThan(0.12);
    expect(found.corrected / 300).toBeLessThan(0.085);
    expect(found.corrected / 300).toBeGreaterThan(0.02);
  });
});
