import { describe, expect, test } from "vitest";
import { maximise } from "../../../../analysis/statistics/numerics/maximise.ts";
import { numericObjective } from "../../../../analysis/statistics/numerics/numericCurvature.ts";

describe("maximise", () => {
  test("finds the top of a narrow curved valley turned upside down", () => {
    // Rosenbrock 1960: the one extreme is at (1, 1)
    const objective = numericObjective(([x, y]) => -((1 - x!) ** 2) - 100 * (y! - x! * x!) ** 2, [1e-3, 1e-3]);
    const { parameters, isConverged } = maximise(objective, [-1.2, 1]);
    expect(isConverged).toBe(true);
    expect(parameters[0]).toBeCloseTo(1, 8);
    expect(parameters[1]).toBeCloseTo(1, 8);
  });

  test("climbs where the start is not concave", () => {
    // by hand: -x^4 + 2 x^2 has its maxima at -1 and 1 and a minimum at 0
    const objective = numericObjective(([x]) => -(x! ** 4) + 2 * x! * x!, [1e-2]);
    expect(maximise(objective, [0.1]).parameters[0]).toBeCloseTo(1, 8);
  });

  test("stays inside the domain", () => {
    // by hand: 3 log x - x is largest at 3
    const objective = numericObjective(([x]) => (x! > 0 ? 3 * Math.log(x!) - x! : Number.NEGATIVE_INFINITY), [1e-2]);
    expect(maximise(objective, [20]).parameters[0]).toBeCloseTo(3, 8);
  });

  test("says when there is no maximum", () => {
    const objective = numericObjective(([x]) => x!, [1]);
    expect(maximise(objective, [0]).isConverged).toBe(false);
  });

  test("gives the curvature at the maximum", () => {
    // by hand: second derivatives of -(x^2 + x y + 2 y^2)
    const objective = numericObjective(([x, y]) => -(x! * x! + x! * y! + 2 * y! * y!), [0.1, 0.1]);
    const { hessian } = maximise(objective, [3, -2]);
    expect(hessian.flat()).toEqual([-2, -1, -1, -4].map((value) => expect.closeTo(value, 9)));
  });
});
