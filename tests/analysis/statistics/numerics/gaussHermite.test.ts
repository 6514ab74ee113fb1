import { describe, expect, test } from "vitest";
import { gaussHermite } from "../../../../analysis/statistics/numerics/gaussHermite.ts";

describe("gaussHermite", () => {
  // Abramowitz & Stegun, table 25.10, n = 5
  test("gives the tabled nodes and weights of the five-node rule", () => {
    const { nodes, weights } = gaussHermite(5);
    const tabledNodes = [-2.020182870456086, -0.958572464613819, 0, 0.958572464613819, 2.020182870456086];
    const tabledWeights = [0.01995324205905, 0.3936193231522, 0.9453087204829, 0.3936193231522, 0.01995324205905];
    expect(nodes).toEqual(tabledNodes.map((node) => expect.closeTo(node, 13)));
    expect(weights).toEqual(tabledWeights.map((weight) => expect.closeTo(weight, 12)));
  });

  // the integral of exp(-x^2) x^2k is Gamma(k + 1/2); Gamma(1/2) = sqrt(pi), Gamma(7/2) = 15/8 sqrt(pi)
  test.each([4, 15, 31, 64, 100])("integrates even powers exactly with %i nodes", (count) => {
    const { nodes, weights } = gaussHermite(count);
    const integral = (power: number) => nodes.reduce((sum, node, index) => sum + weights[index]! * node ** power, 0);
    expect(nodes).toHaveLength(count);
    expect(integral(0) / Math.sqrt(Math.PI)).toBeCloseTo(1, 12);
    expect(integral(6) / Math.sqrt(Math.PI)).toBeCloseTo(15 / 8, 12);
    expect(integral(5)).toBeCloseTo(0, 12);
  });

  test("with one node is the Laplace approximation's", () => {
    expect(gaussHermite(1)).toEqual({ nodes: [0], weights: [expect.closeTo(Math.sqrt(Math.PI), 14)] });
  });

  test("is refused without nodes", () => {
    expect(() => gaussHermite(0)).toThrow(RangeError);
  });
});
