import { describe, expect, test } from "vitest";
import { gaussLegendre } from "../../../../analysis/statistics/numerics/gaussLegendre.ts";

describe("gaussLegendre", () => {
  // by hand: nodes ±sqrt(3/5) and 0 with weights 5/9, 8/9, 5/9
  test("gives the three-node rule", () => {
    const { nodes, weights } = gaussLegendre(3);
    expect(nodes).toEqual([-Math.sqrt(0.6), 0, Math.sqrt(0.6)].map((node) => expect.closeTo(node, 14)));
    expect(weights).toEqual([5 / 9, 8 / 9, 5 / 9].map((weight) => expect.closeTo(weight, 14)));
  });

  // the integral of x^2k over -1…1 is 2 / (2k + 1)
  test.each([4, 24, 101])("integrates even powers exactly with %i nodes", (count) => {
    const { nodes, weights } = gaussLegendre(count);
    const integral = (power: number) => nodes.reduce((sum, node, i) => sum + weights[i]! * node ** power, 0);
    expect(integral(0)).toBeCloseTo(2, 12);
    expect(integral(6)).toBeCloseTo(2 / 7, 12);
    expect(integral(7)).toBeCloseTo(0, 12);
  });

  test("with one node is the midpoint rule, and none is refused", () => {
    expect(gaussLegendre(1)).toEqual({ nodes: [expect.closeTo(0, 14)], weights: [expect.closeTo(2, 14)] });
    expect(() => gaussLegendre(0)).toThrow(RangeError);
  });
});
